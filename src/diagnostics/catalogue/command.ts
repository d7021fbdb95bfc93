import type { CatalogueEntry } from "./entry.ts";

/** Faults of the call itself, and of reading and writing: they end with exit code 2. */
export const commandEntries = {
  usage: {
    severity: "error",
    title: "Usage",
    cause: "The command line has an unknown command or option, or lacks a value.",
    remedy: "`scaffold --help` lists the commands, `scaffold COMMAND --help` their options.",
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
  "unknown-plan": {
    severity: "error",
    title: "Unknown plan",
    cause:
      "No plan of that id is saved in the project. Only the newest ones are kept, and one that was applied is removed.",
    remedy:
      "Make a plan with `scaffold plan`; to name a file that looks like an id, write `./FILE`.",
  },
  "not-a-plan": {
    severity: "error",
    title: "The file is no plan",
    cause: "`--out` names a file that exists and is no plan, so it would be lost.",
    remedy: "Name another file.",
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
