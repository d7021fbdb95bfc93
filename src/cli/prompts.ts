import type { Composite } from "./composites.ts";

/** Prompts write to stderr, so that stdout holds only data. */
const context = { output: process.stderr };

/** Asks for one of several types of a command. */
export async function choose(message: string, known: readonly Composite[]): Promise<string> {
  const { select } = await import("@inquirer/prompts");
  const choices = known.flatMap(({ type, blueprint }) =>
    type === undefined ? [] : [{ value: type, name: type, description: blueprint.description }],
  );
  return select({ message, choices }, context);
}

/** Asks for a text that must not be empty. */
export async function ask(message: string): Promise<string> {
  const { input } = await import("@inquirer/prompts");
  return input(
    { message, validate: (value) => value.trim() !== "" || "Please say something" },
    context,
  );
}
