import { isVisibleAscii } from "../../ascii.ts";
import { type Filter, type FilterContext, onAny, onText, optional } from "../filter.ts";
import { limits } from "../limits.ts";
import { isDataObject, isList, nameOfKind } from "../values.ts";

/** How one notation writes each kind of value. */
interface Notation {
  readonly null: string | undefined;
  readonly boolean: (value: boolean) => string;
  readonly number: (value: number) => string;
  readonly text: (value: string) => string;
  /** What stands between a key and its value; undefined where there are no objects. */
  readonly pair: string | undefined;
}

/** Control characters, and those that cannot be seen or turn the direction of a line. */
const unsafe = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** Writes what is not safe in a literal in another way. */
function withoutUnsafe(text: string, written: (character: string) => string): string {
  return isVisibleAscii(text) ? text : text.replace(unsafe, written);
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

function escapePython(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (short) return short;
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** TOML has no escape for half of a surrogate pair: it becomes the replacement character. */
function escapeToml(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return "\uFFFD";
  const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
  if (short) return short;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

/** A whole number has no exponent: JavaScript's form of a large one would be a float. */
function wholeOrFloat(value: number): string {
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}

/** A longer literal would not fit into a line of code beside what it is given to. */
const maximumPart = 72;

/** One character of a literal as it is written. */
const writtenCharacter = /\\(?:x..|u.{4}|U.{8}|.)|[^\\]/gsu;

/** A text as a literal of Python; a long one is broken behind blanks, which Python joins again. */
function pythonText(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
  const written = withoutUnsafe(escaped, escapePython);
  if (written.length <= maximumPart) return `"${written}"`;
  const parts: string[] = [];
  let part = "";
  for (const character of written.match(writtenCharacter) ?? []) {
    if (part.length + character.length > maximumPart) {
      const end = part.lastIndexOf(" ") + 1 || part.length;
      parts.push(part.slice(0, end));
      part = part.slice(end);
    }
    part += character;
  }
  return [...parts, part].map((text) => `"${text}"`).join(" ");
}

const python: Notation = {
  null: "None",
  boolean: (value) => (value ? "True" : "False"),
  number: wholeOrFloat,
  text: pythonText,
  pair: ": ",
};

const toml: Notation = {
  null: undefined,
  boolean: String,
  number: wholeOrFloat,
  text: (value) =>
    `"${withoutUnsafe(value.replaceAll("\\", "\\\\").replaceAll('"', '\\"'), escapeToml)}"`,
  pair: " = ",
};

const json: Notation = {
  null: "null",
  boolean: String,
  number: (value) => JSON.stringify(value),
  text: (value) => JSON.stringify(value),
  pair: ": ",
};

/** Where a value stands inside the one that is printed. */
interface Level {
  readonly context: FilterContext;
  readonly depth: number;
  /** Blanks of one level; null keeps everything on one line. */
  readonly indent: number | null;
}

function brackets(open: string, parts: readonly string[], level: Level): string {
  const close = open === "[" ? "]" : "}";
  if (parts.length === 0) return open + close;
  if (level.indent === null) return `${open}${parts.join(", ")}${close}`;
  const outer = "\n".padEnd(1 + level.depth * level.indent);
  const inner = "\n".padEnd(1 + (level.depth + 1) * level.indent);
  return `${open}${inner}${parts.join(`,${inner}`)}${outer}${close}`;
}

function printObject(
  value: Readonly<Record<string, unknown>>,
  notation: Notation,
  level: Level,
): string {
  const { pair } = notation;
  if (pair === undefined) return refuse(value, level);
  const inside = { ...level, depth: level.depth + 1 };
  const parts = Object.keys(value).map(
    (key) => `${notation.text(key)}${pair}${print(value[key], notation, inside)}`,
  );
  return brackets("{", parts, level);
}

function refuse(value: unknown, { context }: Level): never {
  return context.fail({
    message: `${nameOfKind(value)} has no literal here`.replace(/^./, (first) =>
      first.toUpperCase(),
    ),
  });
}

function print(value: unknown, notation: Notation, level: Level): string {
  level.context.spend(typeof value === "string" ? value.length + 1 : 8);
  if (level.depth > limits.value) {
    return level.context.fail({
      message: `The value is more than ${limits.value} levels deep`,
      help: "Data of models may be cyclic: print the members that are needed",
    });
  }
  if (typeof value === "string") return notation.text(value);
  if (typeof value === "boolean") return notation.boolean(value);
  if (typeof value === "number" && Number.isFinite(value)) return notation.number(value);
  if (value === null && notation.null !== undefined) return notation.null;
  if (isList(value)) {
    const inside = { ...level, depth: level.depth + 1 };
    return brackets(
      "[",
      value.map((item) => print(item, notation, inside)),
      level,
    );
  }
  return isDataObject(value) ? printObject(value, notation, level) : refuse(value, level);
}

function literal(notation: Notation): Filter {
  return onAny([], (input, _, context) =>
    context.made(print(input, notation, { context, depth: 0, indent: null })),
  );
}

function jsonLiteral(input: unknown, given: readonly unknown[], context: FilterContext): string {
  const indent = given[0] ?? null;
  if (indent !== null && indent !== 2 && indent !== 4) {
    return context.fail({ message: "The indentation is out of range", expected: "2 or 4" });
  }
  return context.made(print(input, json, { context, depth: 0, indent }));
}

/** The same words on one line, without what cannot be seen. */
function oneLine(text: string): string {
  return withoutUnsafe(text, () => " ")
    .split(" ")
    .filter((word) => word !== "")
    .join(" ");
}

/**
 * Prose for a docstring or a comment: one line, nothing that ends the string or escapes anything.
 * Quotes that would meet the docstring's own become single ones.
 */
function docstring(text: string): string {
  return oneLine(text)
    .replaceAll("\\", "\\\\")
    .replace(/^"+|"{2,}|"$/g, (quotes) => "'".repeat(quotes.length));
}

/** Where a paragraph of Markdown would become something else by its first characters. */
const markdownStart = /^(?:[#>+=-]|\d+(?=[.)])|~{3})/;

/** What is markup within a line; `_` inside a word and `&` before anything but a name are not. */
const markdownMarks = /[`*[~]|\\(?=[!-/:-@[-`{-~]|$)|<(?=[A-Za-z/!?])|&(?=#?\w+;)|\b_+|_+\b/g;

/** Prose for Markdown: one line, in which nothing is markup. */
function markdown(text: string): string {
  return oneLine(text)
    .replace(markdownMarks, (mark) => mark.replace(/./g, "\\$&"))
    .replace(markdownStart, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`));
}

/** Filters that print a value so that it means itself in the file's language. */
export const literalFilters: Readonly<Record<string, Filter>> = {
  python: literal(python),
  toml: literal(toml),
  json: onAny([optional("indent", "number")], jsonLiteral),
  docstring: onText([], (text, _, context) => context.made(docstring(text))),
  markdown: onText([], (text, _, context) => context.made(markdown(text))),
};
