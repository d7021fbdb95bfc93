import type { Parameter, ParameterItems, ParameterType } from "../model/blueprint.ts";
import type { Json } from "../model/json.ts";
import { sameJson } from "./lookup.ts";
import { nearest } from "./nearest.ts";
import { quoted } from "./quoted.ts";
import { compilePattern, maximumInputLength, type SafePattern } from "./safe-pattern.ts";

/** What is wrong with an argument. */
export interface ArgumentProblem {
  /** A JSON pointer relative to the argument. */
  readonly pointer: string;
  readonly message: string;
  readonly expected?: string;
  readonly suggestions?: readonly string[];
}

/** What a value is judged by; items of lists and parameters alike. */
type Rules = Pick<ParameterItems, "type" | "enum" | "pattern"> &
  Partial<Pick<Parameter, "minimum" | "maximum">>;

const typeNames: Readonly<Record<ParameterType, string>> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "an object",
};

function hasType(value: Json, type: ParameterType): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** How a value is called in a message: its text, or its kind where that would be long. */
function shown(value: Json): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "A list";
  return typeof value === "object" && value !== null ? "An object" : `\`${String(value)}\``;
}

const compiled = new Map<string, SafePattern>();
const maximumCompiled = 1_000;

/** Each pattern is compiled once, since a project uses one blueprint many times. */
function patternOf(source: string): SafePattern {
  const known = compiled.get(source) ?? compilePattern(source);
  if (compiled.size >= maximumCompiled) compiled.clear();
  compiled.set(source, known);
  return known;
}

function checkPattern(value: string, source: string, pointer: string): readonly ArgumentProblem[] {
  const pattern = patternOf(source);
  if ("problem" in pattern) {
    return [
      {
        pointer,
        message: `The pattern ${quoted(source)} cannot be used: ${pattern.problem}`,
        expected: "a regular expression without look-around and references back",
      },
    ];
  }
  if (pattern.matches(value)) return [];
  const reason =
    value.length > maximumInputLength
      ? `is longer than ${maximumInputLength} characters`
      : "has not the form that is asked for";
  return [{ pointer, message: `${shown(value)} ${reason}`, expected: `a text like \`${source}\`` }];
}

function checkBounds(value: number, { minimum, maximum }: Rules, pointer: string) {
  const problems: ArgumentProblem[] = [];
  if (minimum !== undefined && value < minimum) {
    problems.push({
      pointer,
      message: `\`${value}\` is too small`,
      expected: `at least ${minimum}`,
    });
  }
  if (maximum !== undefined && value > maximum) {
    problems.push({
      pointer,
      message: `\`${value}\` is too large`,
      expected: `at most ${maximum}`,
    });
  }
  return problems;
}

/** The values that a text is nearest to, where it is near to some. */
function meant(value: Json, values: readonly Json[]): Pick<ArgumentProblem, "suggestions"> {
  if (typeof value !== "string") return {};
  const suggestions = nearest(
    value,
    values.filter((one) => typeof one === "string"),
  );
  return suggestions.length > 0 ? { suggestions } : {};
}

function checkValue(value: Json, rules: Rules, pointer: string): readonly ArgumentProblem[] {
  if (rules.type && !hasType(value, rules.type)) {
    return [
      { pointer, message: `${shown(value)} is of the wrong type`, expected: typeNames[rules.type] },
    ];
  }
  if (rules.enum && !rules.enum.some((one) => sameJson(one, value))) {
    const known = rules.enum.map(
      (one) => `\`${typeof one === "string" ? one : JSON.stringify(one)}\``,
    );
    return [
      {
        pointer,
        message: `${shown(value)} is not one of the values`,
        expected: `one of ${known.join(", ")}`,
        ...meant(value, rules.enum),
      },
    ];
  }
  if (typeof value === "number") return checkBounds(value, rules, pointer);
  if (typeof value !== "string" || rules.pattern === undefined) return [];
  return checkPattern(value, rules.pattern, pointer);
}

/** Items that are fields are left to the parser of fields, which knows both of their forms. */
function checkItems(value: Json, items: ParameterItems): readonly ArgumentProblem[] {
  if (!Array.isArray(value)) return [];
  const rules: Rules = items.format === "field" ? {} : items;
  return value.flatMap((item: Json, index) => checkValue(item, rules, `/${index}`));
}

/** Checks one value against the definition of its parameter. @returns every fault. */
export function checkArgument(value: Json, parameter: Parameter): readonly ArgumentProblem[] {
  const problems = checkValue(value, parameter, "");
  if (!parameter.items) return problems;
  return [...problems, ...checkItems(value, parameter.items)];
}
