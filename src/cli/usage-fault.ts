import type { Command, CommanderError } from "commander";
import { fault } from "../diagnostics/catalogue.ts";
import { nearest } from "../language/nearest.ts";
import { failure, type Outcome } from "./outcome.ts";
import { type Verb, verbs } from "./verbs.ts";

const ALL_COMMANDS = "`scaffold --help` lists the commands";

/** Sentences of the parser that a newcomer would stumble over, and what is said instead. */
const WORDINGS: readonly (readonly [RegExp, string])[] = [
  [/^Option `(.*)` argument missing$/i, "`$1` needs a value"],
  [/^Missing required argument `(.*)`$/i, "`$1` is missing"],
  [/^Option `(.*)` argument `(.*)` is invalid$/i, "`$1` cannot be `$2`"],
];

/** What stands behind the first sentence: what would have been right. */
const EXPECTED = /\. (?:Expected|Allowed choices are) (.*?)(?: but got \d+)?\.?$/s;

function reworded(text: string): string {
  for (const [pattern, wording] of WORDINGS) {
    if (pattern.test(text)) return text.replace(pattern, wording);
  }
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A call without the command that says what to do. */
function noCommand(verb: string | undefined): Outcome {
  return failure(
    fault("usage", {
      message: verb === undefined ? "There is no command" : `\`${verb}\` needs to know what to do`,
      help: verb === undefined ? ALL_COMMANDS : `\`scaffold ${verb} --help\` lists what it can`,
    }),
  );
}

/** A word that is no command. */
export function unknownCommand(name: string, own: readonly Verb[]): Outcome {
  const names = [...verbs, ...own].map((verb) => verb.name);
  return failure(
    fault("usage", {
      message: `Unknown command \`${name}\``,
      suggestions: nearest(name, names),
      help: ALL_COMMANDS,
    }),
  );
}

/** An option that is on or off and was given a value, as `--owned=false`. */
function valueOfSwitch(error: CommanderError, command: Command | undefined): Outcome | undefined {
  const [, flag, value = ""] = /^error: unknown option '(--[^=]+)=(.*)'/.exec(error.message) ?? [];
  const option = command?.options.find(({ long }) => long === flag);
  if (!option || option.required || option.optional) return undefined;
  const off = command?.options.find(({ long }) => long === `--no-${option.name()}`)?.long;
  const isOff = off !== undefined && /^(?:false|no|off|0)$/i.test(value);
  return failure(
    fault("usage", {
      message: `\`${flag}\` takes no value: it is on where it stands`,
      suggestions: [isOff ? off : (flag ?? "")],
      ...(off === undefined || isOff ? {} : { help: `\`${off}\` turns it off` }),
    }),
  );
}

/**
 * What the parser found wrong with a call, as a diagnostic.
 *
 * @param command - The command that was called, where it is one.
 */
export function usageFault(error: CommanderError, command: Command | undefined): Outcome {
  const verb = command?.name();
  if (error.code.startsWith("commander.help")) return noCommand(verb);
  const switched = valueOfSwitch(error, command);
  if (switched) return switched;
  const [sentence = ""] = error.message.replace(/^error: /, "").split("\n");
  const quoted = sentence.replaceAll(/'([^']*)'/g, "`$1`");
  const expected = EXPECTED.exec(quoted)?.[1];
  const hint = /\(Did you mean (.*)\?\)/.exec(error.message)?.[1];
  return failure(
    fault("usage", {
      message: reworded(quoted.replace(EXPECTED, "").replace(/\.$/, "")),
      ...(expected === undefined ? {} : { expected }),
      ...(hint === undefined ? {} : { suggestions: hint.replace(/^one of /, "").split(", ") }),
      help: verb === undefined ? ALL_COMMANDS : `\`scaffold ${verb} --help\` shows what it takes`,
    }),
  );
}
