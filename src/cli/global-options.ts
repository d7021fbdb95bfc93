import type { Command } from "commander";

/** Flags and what they do, as the overview shows them. */
export const globalOptions: readonly (readonly [flags: string, summary: string])[] = [
  ["--json", "print one JSON document on stdout"],
  ["-n, --dry-run", "show what would happen, write nothing"],
  ["-y, --yes", "answer every question with yes"],
  ["--no-input", "never ask; fail and name the flag that is missing"],
  ["--no-color", "no colours"],
  ["--no-fsync", "faster, but a crash of the machine may lose what was written"],
  ["-C, --project <folder>", "work in the project of this folder"],
];

/** Declares the options that every command has. */
export function addGlobalOptions(command: Command): Command {
  for (const [flags, summary] of globalOptions) command.option(flags, summary);
  return command;
}
