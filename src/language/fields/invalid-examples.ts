import type { Field } from "../../model/field.ts";
import type { Json } from "../../model/json.ts";
import { int32, isWide } from "./values.ts";

/** A JSON value that a server must refuse, and why, as the end of "refuses …". */
export interface InvalidExample {
  readonly value: Json;
  readonly reason: string;
}

/** A longer literal would not fit into a line of generated code. */
const maximumLiteral = 60;

function invalid(reason: string, ...values: readonly Json[]): readonly InvalidExample[] {
  return values.map((value) => ({ value, reason }));
}

function invalidStrings({ min = 0, max }: Field): readonly InvalidExample[] {
  return [
    ...invalid("a number", 5),
    ...invalid("a null character", "a\u0000b".padEnd(Math.min(min, maximumLiteral), "c")),
    ...(min > 0
      ? invalid("a text that is too short", "a".repeat(Math.min(min - 1, maximumLiteral)))
      : []),
    ...(max !== undefined && max < maximumLiteral
      ? invalid("a text that is too long", "a".repeat(max + 1))
      : []),
  ];
}

function outOfBounds({ min, max }: Field): readonly InvalidExample[] {
  return [
    ...(min === undefined
      ? []
      : invalid("a number below the least", min - (Math.abs(min) > 1e9 ? Math.abs(min) : 1))),
    ...(max === undefined
      ? []
      : invalid("a number above the greatest", max + (Math.abs(max) > 1e9 ? Math.abs(max) : 1))),
  ];
}

function invalidInts(field: Field): readonly InvalidExample[] {
  const { min, max } = field;
  const bound = isWide(field) ? 1e19 : int32.max + 1;
  return [
    ...invalid("a text", "one"),
    ...invalid("a boolean", true),
    ...invalid("a fraction", 1.5),
    ...invalid(
      "a number that the column cannot hold",
      ...(max === undefined ? [bound] : []),
      ...(min === undefined ? [-bound - (isWide(field) ? 0 : 1)] : []),
    ),
    ...outOfBounds(field),
  ];
}

function invalidDecimals({ precision = 0, scale = 0 }: Field): readonly InvalidExample[] {
  return [
    ...invalid("a text", "one"),
    ...invalid("a number as Python has it", "1_0"),
    ...invalid("no finite number", "NaN"),
    ...invalid("too many digits before the point", `1${"0".repeat(precision - scale)}`),
    ...invalid("too many digits after the point", `0.${"0".repeat(scale)}1`),
  ];
}

const rules: Readonly<Record<Field["type"], (field: Field) => readonly InvalidExample[]>> = {
  string: invalidStrings,
  text: () => [...invalid("a number", 5), ...invalid("a null character", "a\u0000b")],
  int: invalidInts,
  float: (field) => [
    ...invalid("a text", "one"),
    ...invalid("a boolean", true),
    ...outOfBounds(field),
  ],
  decimal: invalidDecimals,
  bool: () => [...invalid("a text", "maybe"), ...invalid("a number", 2)],
  date: () => [
    ...invalid("a day that does not exist", "2024-02-30"),
    ...invalid("a text that is no date", "someday"),
    ...invalid("a time", "2024-05-17T00:00:00"),
  ],
  datetime: () => [
    ...invalid("a time without a time zone", "2024-05-17T09:30:00"),
    ...invalid("a text that is no time", "someday"),
    ...invalid("a time without its seconds", "2024-05-17T09:30Z"),
  ],
  uuid: () => [
    ...invalid("a text that is no UUID", "not-a-uuid"),
    ...invalid("a UUID without its hyphens", "6d9c1c1e2f0b4c569a540c7c0f6c2a11"),
  ],
  email: () => [
    ...invalid("a text that is no email address", "nobody"),
    ...invalid("an email address with a name", "Ada <ada@example.com>"),
  ],
  url: () => [
    ...invalid("a text that is no address", "nowhere"),
    ...invalid("an address with a line break", "http://example.com/\nnext"),
  ],
  json: () => [],
  enum: ({ values = [] }) => {
    const unknown = ["unknown", "unheard-of"].find((value) => !values.includes(value));
    return [...invalid("a number", 5), ...invalid("an unknown value", unknown ?? "")];
  },
  ref: () => invalid("a text that is no UUID", "not-a-uuid"),
  refs: () => [
    ...invalid("a text", "not-a-list"),
    ...invalid("a list of something else", ["not-a-uuid"]),
  ],
};

/** JSON values of a field that a server must refuse; null among them where it is not optional. */
export function invalidExamplesOf(field: Field): readonly InvalidExample[] {
  const isNullRefused = !field.optional && field.type !== "json";
  return [...rules[field.type](field), ...(isNullRefused ? invalid("null", null) : [])];
}
