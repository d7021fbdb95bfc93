import { type Command, Option } from "commander";
import { fault } from "../diagnostics/catalogue.ts";
import { flagsOf } from "../language/commands.ts";
import type { Parameter } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Json } from "../model/json.ts";
import { ask } from "./prompts.ts";
import type { Session } from "./session.ts";
import { answerProblem, rangeText, readWord, readWords, typedForm } from "./typed-value.ts";

type Parameters = Readonly<Record<string, Parameter>>;

/** The flag that gives a parameter its value. */
function flagOf(name: string): string {
  return flagsOf(name, { type: "string" }).join("");
}

function summaryOf({ description, default: preset, ...parameter }: Parameter): string {
  const range = rangeText(parameter);
  const known = range === undefined ? "" : ` (${range})`;
  const byDefault =
    preset === undefined || preset === null ? "" : ` (default: ${typedForm(preset)})`;
  return `${description}${known}${byDefault}`;
}

function addOption(command: Command, name: string, parameter: Parameter): void {
  const summary = summaryOf(parameter);
  const [yes = "", no] = flagsOf(name, parameter);
  if (no === undefined) {
    const shape = parameter.type === "array" ? "<a,b>" : "<value>";
    command.addOption(new Option(`${yes} ${shape}`, summary));
    return;
  }
  command.addOption(new Option(yes, summary)).addOption(new Option(no, `not ${yes}`));
}

/** Declares an argument or an option for each parameter of a blueprint. */
export function addParameters(command: Command, parameters: Parameters): void {
  const entries = Object.entries(parameters);
  for (const [name, parameter] of entries) {
    if (parameter.argument === "first") command.argument(`[${name}]`, parameter.description);
  }
  for (const [name, parameter] of entries) {
    if (parameter.argument === "rest") command.argument(`[${name}...]`, parameter.description);
  }
  for (const [name, parameter] of entries) {
    if (parameter.argument === undefined) addOption(command, name, parameter);
  }
}

function read(given: unknown, parameter: Parameter): Json {
  if (typeof given === "string") return readWord(given, parameter);
  return Array.isArray(given) ? readWords(given.map(String), parameter) : (given as Json);
}

function argumentValues(command: Command, parameters: Parameters): Record<string, unknown> {
  const entries = Object.entries(parameters);
  const first = entries.find(([, { argument }]) => argument === "first")?.[0];
  const rest = entries.find(([, { argument }]) => argument === "rest")?.[0];
  const words = [...command.processedArgs] as unknown[];
  return {
    ...(first === undefined ? {} : { [first]: words.shift() }),
    ...(rest === undefined ? {} : { [rest]: words.shift() }),
  };
}

function optionValues(command: Command, parameters: Parameters): Record<string, unknown> {
  // Of an option that was not given, such as `--constructor`, nothing must be inherited.
  const given = new Map(Object.entries(command.opts<Record<string, unknown>>()));
  const names = Object.keys(parameters).filter((name) => !parameters[name]?.argument);
  return Object.fromEntries(
    names.map((name) => [name, given.get(new Option(flagOf(name)).attributeName())]),
  );
}

function missing(name: string, parameter: Parameter, verb: string): Diagnostic {
  const how = parameter.argument === "first" ? `as the first word` : `with \`${flagOf(name)}\``;
  return fault("usage", {
    message: `\`${name}\` is missing: give it ${how}`,
    ...(parameter.description === "" ? {} : { expected: parameter.description }),
    help: `\`scaffold ${verb} --help\` shows what it takes, with examples`,
  });
}

/** The words that would have answered a question before it was asked. */
function asTyped(name: string, { argument }: Parameter, answer: string): readonly string[] {
  return argument === "first" ? [answer] : [flagOf(name), answer];
}

/** What was given for each parameter, and the words of what had to be asked. */
type Read = Result<Readonly<Record<string, Json>>> & { readonly answers: readonly string[] };

/** Reads what was typed for each parameter, and asks for what is missing where somebody can answer. */
export async function readParameters(
  parameters: Parameters,
  command: Command,
  session: Session,
): Promise<Read> {
  const words = { ...argumentValues(command, parameters), ...optionValues(command, parameters) };
  const value: Record<string, Json> = {};
  const diagnostics: Diagnostic[] = [];
  const answers: string[] = [];
  for (const [name, parameter] of Object.entries(parameters)) {
    const given = words[name];
    const isEmpty = given === undefined || (Array.isArray(given) && given.length === 0);
    if (!isEmpty) value[name] = read(given, parameter);
    else if (!parameter.required) continue;
    else if (session.terminal.canPrompt) {
      const problemOf = (typed: string) => answerProblem(name, parameter, typed);
      const answer = await ask(parameter.description || name, session, problemOf);
      value[name] = readWord(answer, parameter);
      answers.push(...asTyped(name, parameter, answer));
    } else diagnostics.push(missing(name, parameter, command.name()));
  }
  return { value, diagnostics, answers };
}
