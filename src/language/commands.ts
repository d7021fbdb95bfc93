import type { Blueprint, Parameter } from "../model/blueprint.ts";
import { kebabCase } from "./names.ts";

/** A command that a blueprint brings: `endpoint --type crud` is its verb and its type. */
export interface BlueprintCommand {
  readonly verb: string;
  /** What tells it from others of its verb; a verb without types has one blueprint. */
  readonly type: string | undefined;
}

/** Reads the `command` of a blueprint. */
export function readCommand(command: string): BlueprintCommand {
  const [verb = "", , type] = command.split(" ");
  return { verb, type };
}

/** Commands of the engine's own, which no blueprint brings. */
export const engineCommands: readonly string[] = [
  "remove",
  "plan",
  "apply",
  "undo",
  "status",
  "check",
  "validate",
  "graph",
  "where",
  "blueprint",
  "daemon",
  "doctor",
  "help",
];

/** Flags that every command of a blueprint has, whatever its parameters are. */
export const commandFlags: readonly string[] = [
  "--json",
  "--dry-run",
  "--yes",
  "--no-input",
  "--no-color",
  "--no-fsync",
  "--project",
  "--help",
  "--version",
  "--type",
  "--on-conflict",
];

/** Flags that a command has beside them where its blueprint takes fields. */
const fieldFlags: readonly string[] = ["--drop", "--rename"];

/** Whether the value of a parameter is the fields of a resource. */
export function takesFields({ items }: Parameter): boolean {
  return items?.format === "field";
}

/** The flag of a parameter, and the one that says no where it has two. */
export function flagsOf(name: string, { type }: Pick<Parameter, "type">): readonly string[] {
  const flag = kebabCase(name);
  return type === "boolean" ? [`--${flag}`, `--no-${flag}`] : [`--${flag}`];
}

/** The flags of a blueprint's command that no parameter can have. */
export function takenFlags({ parameters }: Blueprint): readonly string[] {
  const hasFields = Object.values(parameters).some(takesFields);
  return hasFields ? [...commandFlags, ...fieldFlags] : commandFlags;
}
