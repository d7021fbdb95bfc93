import type { Composite } from "./composites.ts";
import type { Session } from "./session.ts";

/** Prompts write to stderr, so that stdout holds only data. */
const context = { output: process.stderr };

/** Loads the prompts; they look at the environment for what they may use of the terminal. */
async function loadPrompts({ options }: Session) {
  if (!options.color) process.env.NO_COLOR = "1";
  return import("@inquirer/prompts");
}

/** Asks for one of several types of a command. */
export async function choose(
  message: string,
  known: readonly Composite[],
  session: Session,
): Promise<string> {
  const { select } = await loadPrompts(session);
  const choices = known.flatMap(({ type, blueprint }) =>
    type === undefined ? [] : [{ value: type, name: type, description: blueprint.description }],
  );
  return select({ message, choices }, context);
}

/**
 * Asks for a text that must not be empty.
 *
 * @param problemOf - What is wrong with an answer, so that it is asked again; undefined where it fits.
 */
export async function ask(
  message: string,
  session: Session,
  problemOf: (answer: string) => string | undefined = () => undefined,
): Promise<string> {
  const { input } = await loadPrompts(session);
  const validate = (value: string) => {
    const answer = value.trim();
    return answer === "" ? "Please say something" : (problemOf(answer) ?? true);
  };
  return (await input({ message, validate }, context)).trim();
}

/** Asks whether to go on; no is the answer of somebody who only presses return. */
export async function isSure(message: string, session: Session): Promise<boolean> {
  const { confirm } = await loadPrompts(session);
  return confirm({ message, default: false }, context);
}
