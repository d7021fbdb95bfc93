import { kebabCase, pascalCase, plural, singular, snakeCase, words } from "../../names.ts";
import { type Filter, type FilterContext, onText, optional, parameter } from "../filter.ts";
import { spendSearch } from "../operators.ts";

/** No name is longer; what changes the form of names need not be fast on books. */
const longestName = 1_000;

function onName(change: (name: string) => string): Filter {
  return onText([], (text, _, context) => {
    if (text.length <= longestName) return change(text);
    return context.fail({ message: `A name has more than ${longestName} characters` });
  });
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}

function title(text: string): string {
  return text.replace(/\S+/g, capitalize);
}

function replaceAll(text: string, given: readonly unknown[], context: FilterContext): string {
  const [old, replacement] = given.map(String);
  if (!old) return context.fail({ message: "The text to be replaced is empty" });
  spendSearch(text, old, context.spend);
  const parts = text.split(old);
  const length = text.length + (parts.length - 1) * ((replacement ?? "").length - old.length);
  context.room(length);
  return parts.join(replacement ?? "");
}

function smallNumber(value: unknown, context: FilterContext): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 200)
    return value;
  return context.fail({
    message: "The width is out of range",
    expected: "a whole number from 0 to 200",
  });
}

/** Moves lines to the right, the first only where it is asked for, empty ones never. */
function indent(text: string, given: readonly unknown[], context: FilterContext): string {
  const margin = " ".repeat(smallNumber(given[0] ?? 4, context));
  const first = given[1] ?? false;
  const lines = text.split("\n");
  context.room(text.length + lines.length * margin.length);
  const moved = lines.map((line, index) =>
    line === "" || (index === 0 && first === false) ? line : margin + line,
  );
  return moved.join("\n");
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").filter((each) => each !== "")) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  lines.push(current);
  return lines.join("\n");
}

/** Breaks lines at spaces; a word that is longer than a line has a line to itself. */
function wrap(text: string, given: readonly unknown[], context: FilterContext): string {
  const width = smallNumber(given[0], context);
  return context.made(
    text
      .split("\n")
      .map((line) => wrapLine(line, width))
      .join("\n"),
  );
}

/** Filters that give a text another form. */
export const textFilters: Readonly<Record<string, Filter>> = {
  snake: onName(snakeCase),
  pascal: onName(pascalCase),
  kebab: onName(kebabCase),
  words: onName(words),
  plural: onName(plural),
  singular: onName(singular),
  upper: onText([], (text, _, context) => context.made(text.toUpperCase())),
  lower: onText([], (text, _, context) => context.made(text.toLowerCase())),
  capitalize: onText([], (text, _, context) => context.made(capitalize(text))),
  title: onText([], (text, _, context) => context.made(title(text))),
  replace: onText([parameter("old", "text"), parameter("new", "text")], replaceAll),
  indent: onText([optional("width", "number"), optional("first", "boolean")], indent),
  wrap: onText([parameter("width", "number")], wrap),
};
