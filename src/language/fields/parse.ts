import type { Field } from "../../model/field.ts";
import type { Json } from "../../model/json.ts";
import { nearest } from "../nearest.ts";
import { plainJson } from "../plain-json.ts";
import { quoted } from "../quoted.ts";
import { type FieldReading, finishReading } from "./check.ts";
import { beginReading, type Reading, reportAt } from "./draft.ts";
import {
  fieldTypes,
  isFieldType,
  isOnDelete,
  modifiersFor,
  onDeleteRules,
  typesOfModifier,
} from "./types.ts";
import { unknownType } from "./unknown-type.ts";
import { parseNumber } from "./values.ts";

/** A part of a field's short form between two colons. */
interface Part {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const maximumLength = 4_000;
const defaultMark = "default=";
const renameMark = "renamed_from=";
const flags = ["optional", "unique", "index"] as const;

/** Splits at colons; `default=` takes all that follows it, with its colons. */
function split(text: string): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  while (start <= text.length) {
    const colon = text.indexOf(":", start);
    const takesRest = parts.length >= 2 && text.startsWith(defaultMark, start);
    const end = colon < 0 || takesRest ? text.length : colon;
    parts.push({ text: text.slice(start, end), start, end });
    start = end + 1;
  }
  return parts;
}

type MemberValues = Partial<{ -readonly [Member in keyof Field]: Field[Member] }>;

/** Takes over members, unless one was given before. */
function assign(reading: Reading, part: Part, members: MemberValues): void {
  const { draft, spots } = reading;
  const spot = { start: part.start, end: part.end };
  const names = Object.keys(members) as (keyof Field)[];
  if (names.some((name) => spots.has(name))) {
    const again = names.includes("onDelete") ? "What happens on deletion" : quoted(part.text);
    reportAt(reading, spot, {
      code: "repeated-modifier",
      message: `${again} is given a second time`,
      expected: "each modifier once",
    });
    return;
  }
  for (const name of names) spots.set(name, spot);
  Object.assign(draft, members);
}

function readBounds(reading: Reading, part: Part): void {
  const dots = part.text.indexOf("..");
  const ends = [part.text.slice(0, dots), part.text.slice(dots + 2)] as const;
  reading.written.set("min", ends[0]).set("max", ends[1]);
  const [min, max] = ends.map((end) => (end === "" ? undefined : parseNumber(end)));
  const isReadable = ends.every((end) => end === "" || parseNumber(end) !== undefined);
  if (!isReadable || (min === undefined && max === undefined)) {
    reportAt(reading, part, {
      code: "invalid-bounds",
      message: `The bounds ${quoted(part.text)} are not two numbers`,
      expected: "`MIN..MAX`, `MIN..` or `..MAX`",
    });
    return;
  }
  assign(reading, part, {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
}

/** A default's value; what is no value of the type stays text, for the check to refuse. */
function defaultValue(type: Field["type"], text: string): Json {
  if (type === "int" || type === "float") return parseNumber(text) ?? text;
  if (type === "bool") return text === "true" || (text === "false" ? false : text);
  return text;
}

function readDefault(reading: Reading, part: Part, type: Field["type"]): void {
  const text = part.text.slice(defaultMark.length);
  if (type !== "json") {
    assign(reading, part, { default: defaultValue(type, text) });
    return;
  }
  try {
    assign(reading, part, { default: plainJson(JSON.parse(text)) ?? null });
  } catch {
    reportAt(reading, part, {
      code: "invalid-default",
      message: `The default ${quoted(text)} is no JSON`,
      expected: 'a JSON value, such as `default={"a":1}`',
    });
  }
}

/** Bounds or digits as other languages write them: `120`, `1-120`, `10,2`. */
function meantSizes(text: string, type: Field["type"]): readonly string[] {
  const [, first, second] = /^(\d{1,9})(?:[-,](\d{1,9}))?$/.exec(text) ?? [];
  if (first === undefined) return [];
  if (type === "decimal") return second === undefined ? [] : [`${first}.${second}`];
  if (!typesOfModifier.max.includes(type)) return [];
  return [second === undefined ? `..${first}` : `${first}..${second}`];
}

function unknownModifier(reading: Reading, part: Part, type: Field["type"]): void {
  const words = [...flags, ...onDeleteRules, defaultMark, renameMark];
  reportAt(reading, part, {
    code: "unknown-modifier",
    message: part.text === "" ? "A modifier is empty" : `There is no modifier ${quoted(part.text)}`,
    expected: modifiersFor(type),
    suggestions: [...meantSizes(part.text, type), ...nearest(part.text, words)],
  });
}

function readModifier(reading: Reading, part: Part, type: Field["type"]): void {
  const { text } = part;
  const flag = flags.find((word) => word === text);
  const digits = /^(\d{1,9})\.(\d{1,9})$/.exec(text);
  if (flag) assign(reading, part, { [flag]: true });
  else if (isOnDelete(text)) assign(reading, part, { onDelete: text });
  else if (text.startsWith(defaultMark)) readDefault(reading, part, type);
  else if (text.startsWith(renameMark)) {
    assign(reading, part, { renamedFrom: text.slice(renameMark.length) });
  } else if (text.includes("..")) readBounds(reading, part);
  else if (digits) {
    assign(reading, part, { precision: Number(digits[1]), scale: Number(digits[2]) });
  } else unknownModifier(reading, part, type);
}

/** Reads what must follow the type at once: values or a resource. @returns what is left. */
function readPositional(
  reading: Reading,
  parts: readonly Part[],
  type: Field["type"],
): readonly Part[] {
  const [first, ...rest] = parts;
  const isPositional = type === "enum" || type === "ref" || type === "refs";
  if (!isPositional || !first || first.text.startsWith(defaultMark)) return parts;
  if (type === "enum") assign(reading, first, { values: first.text.split(",") });
  else assign(reading, first, { resource: first.text });
  return rest;
}

/**
 * Reads a field from its short form, `name:type[:modifier…]`.
 *
 * @returns The field, or every fault with its offsets in the text.
 */
export function parseField(text: string): FieldReading {
  const reading = beginReading({ start: 0, end: text.length });
  if (text.length > maximumLength) {
    reportAt(reading, reading.whole, {
      code: "invalid-field",
      message: `A field of more than ${maximumLength} characters cannot be read`,
    });
    return { problems: reading.problems };
  }
  const [name, type, ...modifiers] = split(text);
  if (name) assign(reading, name, { name: name.text });
  if (!type || type.text === "") {
    reportAt(reading, type ?? reading.whole, {
      code: "invalid-field",
      message: `The field ${quoted(name?.text ?? text)} has no type`,
      expected: `\`name:type\`, with a type of ${fieldTypes.join(", ")}`,
    });
  } else if (isFieldType(type.text)) {
    assign(reading, type, { type: type.text });
    for (const part of readPositional(reading, modifiers, type.text)) {
      readModifier(reading, part, type.text);
    }
  } else reportAt(reading, { start: type.start, end: type.end }, unknownType(type.text));
  return finishReading(reading);
}
