import { checkArgument } from "../language/arguments.ts";
import { identifierProblem } from "../language/identifiers.ts";
import { resourceSpelling } from "../language/names.ts";
import { isPrintable } from "../language/plain-json.ts";
import type { Parameter, ParameterType } from "../model/blueprint.ts";
import type { Json } from "../model/json.ts";

/** A value as it would be typed; what is no plain value is JSON. */
export function typedForm(value: Json): string {
  if (typeof value === "string") return value;
  return Array.isArray(value) && value.every(isPrintable) ? value.join(",") : JSON.stringify(value);
}

/** Which values a parameter takes, for its help; undefined where its type says all. */
export function rangeText({
  enum: values,
  items,
  minimum,
  maximum,
}: Pick<Parameter, "enum" | "items" | "minimum" | "maximum">): string | undefined {
  const choices = values ?? items?.enum;
  if (choices) return choices.map(typedForm).join(", ");
  if (minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? undefined : `at most ${maximum}`;
}

function asNumber(text: string): Json {
  return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
}

function asJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function asBoolean(text: string): Json {
  return text === "true" || (text === "false" ? false : text);
}

function asIs(text: string): Json {
  return text;
}

const readers: Readonly<Record<Exclude<ParameterType, "array">, (text: string) => Json>> = {
  string: asIs,
  integer: asNumber,
  number: asNumber,
  boolean: asBoolean,
  object: asJson,
};

/** Items of a list stand between commas; those that are lists or objects are JSON as a whole. */
function asList(text: string, type: ParameterType = "string"): Json {
  if (type === "object" || type === "array") return asJson(text);
  return text === "" ? [] : text.split(",").map(readers[type]);
}

/** Reads one word as a parameter's type; it stays text where it does not fit, so that the check says why. */
export function readWord(text: string, { type, items }: Pick<Parameter, "type" | "items">): Json {
  return type === "array" ? asList(text, items?.type) : readers[type](text);
}

/** Reads the words that a parameter takes one by one, as its items. */
export function readWords(words: readonly string[], { items }: Pick<Parameter, "items">): Json {
  return words.map((word) => readWord(word, { type: items?.type ?? "string" }));
}

/** What is wrong with the answer to a question, said before the next one; undefined where it fits. */
export function answerProblem(
  name: string,
  parameter: Parameter,
  answer: string,
): string | undefined {
  if (name === "resource_name") {
    const problem = identifierProblem(resourceSpelling(answer), "resource");
    return problem && [problem.message, problem.expected].join(": ");
  }
  const [problem] = checkArgument(readWord(answer, parameter), parameter);
  return problem && [problem.message, problem.expected ?? []].flat().join(": ");
}
