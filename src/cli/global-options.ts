import type { Command } from "commander";
import type { GlobalOptions } from "./session.ts";

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

const PROJECT_FLAGS: readonly string[] = ["-C", "--project"];

function optionValue(words: readonly string[], names: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    const [name, value] = word.split("=", 2);
    if (name !== undefined && names.includes(name)) return value ?? words[index + 1];
  }
  return undefined;
}

/** Reads the global options before the command that declares them is loaded. */
export function readGlobalOptions(words: readonly string[]): GlobalOptions {
  const end = words.indexOf("--");
  const flags = end < 0 ? words : words.slice(0, end);
  const has = (...names: string[]) => names.some((name) => flags.includes(name));
  const project = optionValue(flags, PROJECT_FLAGS);
  return {
    json: has("--json"),
    yes: has("-y", "--yes"),
    dryRun: has("-n", "--dry-run"),
    input: !has("--no-input"),
    color: !has("--no-color"),
    sync: !has("--no-fsync"),
    ...(project === undefined ? {} : { project }),
  };
}

/** The words that are no options and no value of a global one; the first names the command. */
export function commandWords(words: readonly string[]): readonly string[] {
  const isValue = (index: number) => PROJECT_FLAGS.includes(words[index - 1] ?? "");
  return words.filter((word, index) => !word.startsWith("-") && !isValue(index));
}

/** The verb of a call: its first word that is no option; `help VERB` asks for VERB's help. */
export function calledVerb(words: readonly string[]): string | undefined {
  const [first, second] = commandWords(words);
  return first === "help" ? second : first;
}
