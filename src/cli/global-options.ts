import type { Command } from "commander";
import type { GlobalOptions } from "./session.ts";

/** Declares the options that every command has. */
export function addGlobalOptions(command: Command): Command {
  return command
    .optionsGroup("Everywhere:")
    .option("--json", "print one JSON document on stdout")
    .option("-n, --dry-run", "show what would happen, write nothing")
    .option("-y, --yes", "answer every question with yes")
    .option("--no-input", "never ask; fail and name the flag that is missing")
    .option("--no-color", "no colours")
    .option("-C, --project <folder>", "work in the project of this folder");
}

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
  const project = optionValue(flags, ["-C", "--project"]);
  return {
    json: has("--json"),
    yes: has("-y", "--yes"),
    dryRun: has("-n", "--dry-run"),
    input: !has("--no-input"),
    color: !has("--no-color"),
    ...(project === undefined ? {} : { project }),
  };
}
