import type { CatalogueEntry } from "./entry.ts";

/** Faults of the call itself, and of reading and writing: they end with exit code 2. */
export const commandEntries = {
  usage: {
    severity: "error",
    title: "Usage",
    cause: "The command line has an unknown command or option, or lacks a value.",
    remedy: "`scaffold --help` lists the commands, `scaffold COMMAND --help` their options.",
  },
  "bad-move": {
    severity: "error",
    title: "No file was moved so",
    cause:
      "`--moved OLD=NEW` says where a generated file is now. OLD must be generated and gone, NEW must be a file of the project that nothing else generates.",
    remedy: "Look at both paths; they count from the project's root.",
    example:
      "```sh\nscaffold apply --moved src/shop/services/product_service.py=src/shop/products/service.py\n```",
  },
  "no-project": {
    severity: "error",
    title: "No project here",
    cause: "Neither this folder nor one above it holds a `scaffold.json`.",
    remedy:
      "Go into a project, name one with `--project DIR`, or make one with `scaffold new NAME`.",
  },
  "folder-not-empty": {
    severity: "error",
    title: "The folder is not empty",
    cause: "`scaffold new` makes a project only where nothing can be overwritten.",
    remedy: "Name a folder that does not exist, or an empty one.",
  },
  "confirmation-needed": {
    severity: "error",
    title: "Confirmation needed",
    cause: "The command would delete files, and there is no terminal to ask on.",
    remedy: "Add `--yes`, or look at it with `--dry-run` first.",
  },
  declined: {
    severity: "error",
    title: "Declined",
    cause: "The question whether to go on was answered with no.",
    remedy: "Nothing to mend; nothing was written.",
  },
  "read-failed": {
    severity: "error",
    title: "Reading failed",
    cause: "The file system refused to read a file or folder that the command needs.",
    remedy: "Mend what the message names, for example its permissions, and run the command again.",
  },
  "write-failed": {
    severity: "error",
    title: "Writing failed",
    cause: "The file system refused a file: no permission, no space, or a folder in the way.",
    remedy: "Mend what the message names and run the command again.",
  },
} satisfies Record<string, CatalogueEntry>;
