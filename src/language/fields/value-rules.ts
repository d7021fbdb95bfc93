import type { Field } from "../../model/field.ts";
import { quoted } from "../quoted.ts";
import { hasFault, type Rule, report } from "./draft.ts";
import { defaultMaximumLength } from "./types.ts";

/** Longer texts than this belong into a `text` field. */
const maximumLength = 10_000;
/**
 * PostgreSQL indexes rows of up to 2,704 bytes, and an owner's id beside the text may take 1,020 of
 * them; a character takes up to 4.
 */
const maximumIndexedLength = 400;
/** A JSON number is exact up to here, and a test can still add one to it. */
const maximumNumber = { int: Number.MAX_SAFE_INTEGER - 1, float: 1e15 } as const;
/** SQLite has no decimals: what it keeps exactly and sorts is an integer of 64 bits. */
const maximumPrecision = 18;
const maximumEnumValues = 100;
const maximumEnumLength = 64;
const enumValue = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/** What is wrong with one bound of a type, as the end of a sentence. */
function boundFault(type: Field["type"], bound: number): string | undefined {
  if (type === "float") {
    return Math.abs(bound) <= maximumNumber.float ? undefined : "lies beyond 1e15";
  }
  if (!Number.isInteger(bound)) return "is no whole number";
  if (type === "int") {
    return Math.abs(bound) <= maximumNumber.int ? undefined : `lies beyond ${maximumNumber.int}`;
  }
  if (bound < 0) return "is negative, but is a length";
  return bound <= maximumLength ? undefined : `is above ${maximumLength}; a \`text\` has no bound`;
}

/** Each bound is possible for the type, and together they leave values. */
export const boundsAreSensible: Rule = (reading, { type, min, max }) => {
  if (!type) return;
  for (const member of ["min", "max"] as const) {
    const bound = member === "min" ? min : max;
    const fault = bound === undefined ? undefined : boundFault(type, bound);
    if (fault) {
      report(reading, member, {
        code: "invalid-bounds",
        message: `The bound \`${reading.written.get(member) ?? bound}\` ${fault}`,
        expected: type === "string" ? "`MIN..MAX`, lengths in characters" : "`MIN..MAX`, values",
      });
      return;
    }
  }
  boundsHoldValues(reading, {
    type,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  });
};

/** What bounds should have been that leave too little. */
function orderedBounds(min: number, max: number | undefined): string {
  if (max === undefined) return `both bounds, \`${min}..MAX\``;
  return min === max ? "bounds that leave at least two values" : "the lesser bound first";
}

/** A length may be fixed; a value that can only be one is no field. */
const boundsHoldValues: Rule = (reading, { type, min, max }) => {
  const top = type === "string" ? (max ?? defaultMaximumLength) : max;
  if (type === "string" && max === 0) {
    report(reading, "max", {
      code: "invalid-bounds",
      message: "A `string` of at most 0 characters holds nothing",
      expected: "a greatest length of at least 1",
    });
  }
  if (min === undefined || top === undefined) return;
  if (type === "string" ? min <= top : min < top) return;
  report(reading, "min", {
    code: "invalid-bounds",
    message:
      max === undefined
        ? `The least length \`${min}\` is above ${defaultMaximumLength}, the greatest where none is given`
        : `The bounds \`${min}..${max}\` leave ${min === max ? "one value only" : "no value"}`,
    expected: orderedBounds(min, max),
  });
};

/** What is indexed fits into an index, whatever its characters are. */
export const indexHoldsText: Rule = (reading, { type, unique, index, max = 0 }) => {
  if (type !== "string" || !(unique || index) || max <= maximumIndexedLength) return;
  if (hasFault(reading, "invalid-bounds")) return;
  report(reading, "max", {
    code: "invalid-bounds",
    message: `A \`string\` of up to ${max} characters is too long to be \`${unique ? "unique" : "index"}\``,
    expected: `a greatest length of at most ${maximumIndexedLength}, which every database can index`,
  });
};

/** A `decimal` has digits, in a number that databases hold. */
export const digitsAreSensible: Rule = (reading, { type, precision, scale }) => {
  if (type !== "decimal") return;
  const expected = `\`P.S\`: 1 to ${maximumPrecision} digits in all and 0 to P after the point, such as \`decimal:10.2\``;
  if (precision === undefined || scale === undefined) {
    if (hasFault(reading, "unknown-modifier", "invalid-field")) return;
    report(reading, "type", {
      code: "invalid-digits",
      message: "A `decimal` needs its number of digits",
      expected,
    });
    return;
  }
  const isSensible =
    Number.isInteger(precision) &&
    Number.isInteger(scale) &&
    precision >= 1 &&
    precision <= maximumPrecision &&
    scale >= 0 &&
    scale <= precision;
  if (isSensible) return;
  report(reading, "precision", {
    code: "invalid-digits",
    message: `The digits \`${precision}.${scale}\` are not possible`,
    expected,
  });
};

/** Values that differ only in case or punctuation would be one name in code. */
function folded(value: string): string {
  return value.toLowerCase().replace(/[_.-]/g, "_");
}

/** An `enum` has values that can be told apart. */
export const valuesAreDistinct: Rule = (reading, { type, values }) => {
  if (type !== "enum") return;
  const reject = (message: string) =>
    report(reading, values ? "values" : "type", {
      code: "invalid-enum-values",
      message,
      expected:
        "two or more distinct values of letters, digits, `-`, `_` and `.`, such as `enum:draft,live`",
    });
  if (!values && hasFault(reading, "invalid-field")) return;
  if (!values || values.length < 2) return reject("An `enum` needs at least two values");
  if (values.length > maximumEnumValues) {
    return reject(`An \`enum\` of more than ${maximumEnumValues} values is a table of its own`);
  }
  const seen = new Map<string, string>();
  for (const value of values) {
    const other = seen.get(folded(value));
    if (!enumValue.test(value) || value.length > maximumEnumLength) {
      reject(`The value ${quoted(value)} is not possible`);
    } else if (other === value) reject(`The value \`${value}\` stands twice`);
    else if (other !== undefined) {
      reject(`The values \`${other}\` and \`${value}\` differ only in case or punctuation`);
    }
    seen.set(folded(value), value);
  }
};
