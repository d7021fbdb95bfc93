import type { CatalogueEntry } from "./entry.ts";

/**
 * Faults that keep a call from being carried out at all: it cannot be understood, what it names is not
 * there, or the file system refuses. They end with exit code 2.
 */
export const commandEntries = {
  usage: {
    severity: "error",
    title: "Usage",
    cause:
      "The command line has an unknown command or option, lacks a value, or names a blueprint that there is not.",
    remedy: "`scaffold --help` lists the commands, `scaffold COMMAND --help` their options.",
  },
  "bad-move": {
    severity: "error",
    title: "No file was moved so",
    cause:
      "`--moved OLD=NEW` says where a generated file is now. OLD must be generated and gone, NEW must be a file of the project that nothing else generates. Both may be folders: then the files are meant that were generated below OLD and stand below NEW. Where the blueprints moved a file too, as they do with the name of the package, OLD is where it was generated last, and NEW where it is generated now. `scaffold.lock.json` keeps the pair, which is judged again in each run: it may have come with the project from anybody.",
    remedy: "Look at both paths; they count from the project's root.",
    example:
      "```sh\nscaffold apply --moved src/shop/services/product_service.py=src/shop/products/service.py\n```",
  },
  "daemon-ended": {
    severity: "error",
    title: "The daemon has ended",
    cause:
      "The process that `scaffold daemon start` had started was killed while it carried the command out, so nobody can say how far that was. What it was writing is finished or taken back by the next command in the project, which says so.",
    remedy: "Run `scaffold status` in the project, then the command again where it is still to do.",
  },
  "daemon-unavailable": {
    severity: "error",
    title: "There can be no daemon",
    cause:
      "`scaffold daemon start` needs a place that only you can write to, in the folder of caches that the system gives you, and a system that has sockets there: Windows has none.",
    remedy: "All commands work without it.",
  },
  "no-project": {
    severity: "error",
    title: "No project here",
    cause: "Neither this folder nor one above it holds a `scaffold.json`.",
    remedy:
      "Go into a project, name one with `--project DIR`, or make one with `scaffold new NAME`.",
  },
  "file-not-found": {
    severity: "error",
    title: "File not found",
    cause: "A file that was named on the command line, or that a project must have, is not there.",
    remedy: "Look at the spelling of the path. Relative paths begin at the folder you are in.",
  },
  "unknown-use": {
    severity: "error",
    title: "Unknown use",
    cause: "A change names a use that the manifest does not have.",
    remedy: "Correct the name; `scaffold.json` lists the uses.",
  },
  "ambiguous-use": {
    severity: "error",
    title: "Ambiguous use",
    cause: "A change names a resource that more than one use has.",
    remedy: "Name the blueprint as well.",
  },
  "unknown-field": {
    severity: "error",
    title: "Unknown field",
    cause: "A change drops or renames a field that the resource does not have.",
    remedy: "Correct the name.",
  },
  "not-generated": {
    severity: "error",
    title: "Not a generated file",
    cause: "The file that was asked about does not come from a blueprint.",
    remedy: "Look at the spelling of the path; otherwise it is your own file.",
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
    cause:
      "`--out` names a file that exists and is no plan, so it would be lost; or `scaffold apply` was given a file that is none.",
    remedy: "Name another file. `scaffold apply` without one does what `scaffold.json` says.",
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
    cause:
      "The file system refused a file: no permission, no space, a read-only file or folder, a folder where a file belongs, a link that leads out of the project. The project is as it was before: all files are written or none.",
    remedy: "Mend what the message names and run the command again.",
  },
  locked: {
    severity: "error",
    title: "Locked",
    cause:
      "Another run of `scaffold` writes to the project, and did not end in the time that this one waited. A lock whose process has ended on this machine is taken over without a word; of a process on another machine, or in another container, nobody can tell.",
    remedy:
      "Wait for the run that the message names. Where it is no more, remove `.scaffold/lock`.",
  },
  unsettled: {
    severity: "error",
    title: "Unsettled run",
    cause:
      "A run was stopped in the middle of its writing, and the file system does not let it be taken back or finished: the project may be between two states. A command does not go on from there.",
    remedy:
      "Mend what the message names (a read-only disk, permissions) and run any command in the project. What stood there before the run is kept in `.scaffold/receipts`.",
  },
  interrupted: {
    severity: "error",
    title: "Interrupted",
    cause:
      "Ctrl-C or SIGTERM came before everything was written. What had been written, by this run or by one that was stopped before, was taken back or finished.",
    remedy: "Run the command again.",
  },
  "stopped-too-late": {
    severity: "warning",
    title: "Stopped too late",
    cause: "Ctrl-C or SIGTERM came after the last file was written. The change stands as a whole.",
    remedy: "`scaffold undo` takes it back.",
  },
  untidied: {
    severity: "warning",
    title: "Untidied run",
    cause:
      "Everything is written, but the file system refused to clear what was needed for it in `.scaffold`, or to remove folders that became empty.",
    remedy:
      "Where the message names what cannot be cleared, remove it yourself: nothing needs it any more. Else the next command in the project does it.",
  },
} satisfies Record<string, CatalogueEntry>;
