import type { Field } from "../../model/field.ts";
import type { Json } from "../../model/json.ts";
import { isVisibleAscii } from "../ascii.ts";
import { defaultMaximumLength } from "./types.ts";

/** What a value of a field must look like, and whether it does. */
export interface ValueFault {
  readonly expected: string;
}

/** The members of a field that say which values it takes. */
export type ValueRange = Pick<Field, "type"> &
  Partial<Pick<Field, "min" | "max" | "precision" | "scale" | "values">>;

const numberForm = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const decimalForm = /^-?(\d+)(?:\.(\d+))?$/;
const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeForm =
  /^((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d{1,6}))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const emailForm = /^[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;
const maximumEmailLength = 254;
const maximumUrlLength = 2_083;

/** Control characters, and halves of surrogate pairs: no database takes them. */
const unstorable = /[\p{Cc}\p{Cs}]/u;
const unstorableInText = /[^\P{Cc}\n\t]|\p{Cs}/u;

function isStorable(text: string): boolean {
  return isVisibleAscii(text) || !unstorable.test(text);
}

/** A finite number from its text; undefined where it is none. */
export function parseNumber(text: string): number | undefined {
  if (text.length > 40 || !numberForm.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value + 0 : undefined;
}

function isDate(text: string): boolean {
  const match = dateForm.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return (
    !text.startsWith("0000") && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
}

/**
 * Whether a moment lies in the years 1 to 9999 in UTC, and is not the first or the last of them,
 * which PostgreSQL's driver takes for infinity. In UTC moments are ordered as their texts are, and
 * the sign before any other year sorts before all digits.
 */
function isFiniteMoment(date: string, [, time, fraction = "", zone]: RegExpExecArray): boolean {
  const second = new Date(`${date}T${time}${zone}`).toISOString().slice(0, 19);
  const moment = `${second}.${fraction.padEnd(6, "0")}`;
  return moment > "0001-01-01T00:00:00.000000" && moment < "9999-12-31T23:59:59.999999";
}

function isDateTime(text: string): boolean {
  if (text.length > 40 || text[10] !== "T") return false;
  const date = text.slice(0, 10);
  const time = timeForm.exec(text.slice(11));
  return time !== null && isDate(date) && isFiniteMoment(date, time);
}

function isUrl(text: string): boolean {
  return text.length <= maximumUrlLength && /^https?:\/\/[!-~]+$/i.test(text) && URL.canParse(text);
}

function isDecimal(text: string, { precision = 0, scale = 0 }: ValueRange): boolean {
  const match = text.length <= 100 ? decimalForm.exec(text) : null;
  if (!match) return false;
  const [, whole = "", fraction = ""] = match;
  const fits = precision === scale ? whole === "0" : whole.length <= precision - scale;
  return fits && fraction.length <= scale;
}

function isWithin(value: number, { min, max }: ValueRange): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** How the bounds read in a sentence. */
function boundsText({ min, max }: ValueRange): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? "" : ` of at most ${max}`;
}

/** The greatest and least whole number that a column of 32 bits holds. */
export const int32 = { min: -2_147_483_648, max: 2_147_483_647 } as const;

/** Whether an `int` needs 64 bits, since a bound lies outside 32. */
export function isWide({ min = 0, max = 0 }: ValueRange): boolean {
  return min < int32.min || min > int32.max || max < int32.min || max > int32.max;
}

function isInteger(value: Json, range: ValueRange): boolean {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) return false;
  return isWithin(value, range) && (isWide(range) || isWithin(value, { type: "int", ...int32 }));
}

/** Length in code points, as databases and Python count it. */
export function codePoints(text: string): number {
  return [...text].length;
}

function isString(value: Json, { min = 0, max = defaultMaximumLength }: ValueRange): boolean {
  if (typeof value !== "string" || !isStorable(value) || value !== value.trim()) return false;
  const length = codePoints(value);
  return length >= min && length <= max;
}

function holdsFor(test: (text: string) => boolean): (value: Json) => boolean {
  return (value) => typeof value === "string" && test(value);
}

const isText = holdsFor((text) => !unstorableInText.test(text));
const isUuid = holdsFor((text) => uuidForm.test(text));
const isEmail = holdsFor((text) => text.length <= maximumEmailLength && emailForm.test(text));

interface ValueRule {
  readonly accepts: (value: Json, range: ValueRange) => boolean;
  readonly expected: (range: ValueRange) => string;
}

const rules: Readonly<Record<Field["type"], ValueRule>> = {
  string: {
    accepts: isString,
    expected: ({ min = 0, max = defaultMaximumLength }) =>
      `a text of ${min} to ${max} characters without control characters, and without white space around it`,
  },
  text: { accepts: isText, expected: () => "a text without control characters" },
  int: {
    accepts: isInteger,
    expected: (range) =>
      `a whole number${boundsText(isWide(range) ? range : { ...range, min: range.min ?? int32.min, max: range.max ?? int32.max })}`,
  },
  float: {
    accepts: (value, range) =>
      typeof value === "number" && Number.isFinite(value) && isWithin(value, range),
    expected: (range) => `a number${boundsText(range)}`,
  },
  decimal: {
    accepts: (value, range) => typeof value === "string" && isDecimal(value, range),
    expected: ({ precision = 0, scale = 0 }) =>
      `a decimal number with at most ${precision - scale} digits before the point and ${scale} after it, as a string in JSON`,
  },
  bool: { accepts: (value) => typeof value === "boolean", expected: () => "`true` or `false`" },
  date: { accepts: holdsFor(isDate), expected: () => "a date such as `2024-05-17`" },
  datetime: {
    accepts: holdsFor(isDateTime),
    expected: () =>
      "a time with its time zone, such as `2024-05-17T09:30:00Z`, after the first and before the last moment of the years 1 to 9999 in UTC",
  },
  uuid: {
    accepts: isUuid,
    expected: () => "a UUID such as `6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11`",
  },
  email: {
    accepts: isEmail,
    expected: () => "an email address such as `ada@example.com`, its domain in small letters",
  },
  url: {
    accepts: holdsFor(isUrl),
    expected: () => "an address such as `https://example.com/page`",
  },
  json: { accepts: () => true, expected: () => "a JSON value" },
  enum: {
    accepts: (value, { values = [] }) => typeof value === "string" && values.includes(value),
    expected: ({ values = [] }) => `one of ${values.map((value) => `\`${value}\``).join(", ")}`,
  },
  ref: { accepts: isUuid, expected: () => "the UUID of a row" },
  refs: {
    accepts: (value) => Array.isArray(value) && value.every(isUuid),
    expected: () => "a list of UUIDs of rows",
  },
};

/** What a value should have been, where it is not one that the field takes. */
export function valueFault(value: Json, range: ValueRange): ValueFault | undefined {
  const rule = rules[range.type];
  return rule.accepts(value, range) ? undefined : { expected: rule.expected(range) };
}
