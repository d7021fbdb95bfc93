import type { Field } from "../../model/field.ts";
import type { Json } from "../../model/json.ts";
import { sameJson } from "../lookup.ts";
import { words } from "../names.ts";
import { defaultMaximumLength } from "./types.ts";
import { valueFault } from "./values.ts";

/** Fits a text into bounds of length without a space at its end, which a server may trim. */
function fitted(text: string, { min = 0, max = defaultMaximumLength }: Field): string {
  const cut = text.slice(0, max).replace(/ $/, "s");
  return cut.padEnd(min, "abcdefghij");
}

function stringExamples(field: Field): readonly string[] {
  const what = words(field.name);
  return [`Example ${what}`, `Other ${what}`, `Third ${what}`].map((text) => fitted(text, field));
}

/** Whole numbers within the bounds, from 1 or the bound that is nearest to it. */
function intExamples({ min, max }: Field): readonly number[] {
  const isAbove = max !== undefined && max < 3;
  if (isAbove) return [max, max - 1, max - 2];
  const start = Math.max(1, min ?? 1);
  return [start, start + 1, start + 2, start - 1];
}

/** Numbers within the bounds, short ones first. */
function floatExamples({ min, max }: Field): readonly number[] {
  const short = [1.5, 2.5, 3.5];
  if (min !== undefined && max !== undefined) {
    const between = [0.5, 0.25, 0.75].map((share) => min * (1 - share) + max * share);
    return [...short, ...between, min, max];
  }
  const bound = min ?? max ?? 0;
  const away = min === undefined ? -1 : 1;
  return [...short, ...[0, 1, 2].map((step) => bound + away * step * (Math.abs(bound) + 1))];
}

/** Numbers with exactly the digits after the point that a column gives back. */
function decimalExamples({ precision = 0, scale = 0 }: Field): readonly string[] {
  const wholes = precision - scale >= 2 ? ["19", "24", "35"] : ["1", "2", "3"];
  const fractions = ["9", "5", "2"];
  return wholes.map((whole, index) => {
    const shown = precision === scale ? "0" : whole;
    return scale === 0 ? shown : `${shown}.${(fractions[index] ?? "").repeat(scale)}`;
  });
}

const uuids = [
  "6d9c1c1e-2f0b-4c56-9a54-0c7c0f6c2a11",
  "b1f7a7a4-83d5-4e0e-8c39-5d2f4e9b7c22",
  "0e4c8d52-6a17-4b9f-b3d0-91a6c5e83f33",
] as const;

/** Three valid values of each type, as they are in JSON. */
const candidates: Readonly<Record<Field["type"], (field: Field) => readonly Json[]>> = {
  string: stringExamples,
  text: ({ name }) =>
    ["An example", "Another example", "A third example"].map(
      (start) => `${start} of ${words(name)}.`,
    ),
  int: intExamples,
  float: floatExamples,
  decimal: decimalExamples,
  bool: () => [true, false],
  date: () => ["2024-05-17", "2024-11-02", "2025-03-29"],
  datetime: () => ["2024-05-17T09:30:00Z", "2024-11-02T18:45:00Z", "2025-03-29T12:00:00Z"],
  uuid: () => uuids,
  email: () => ["ada@example.com", "grace@example.com", "alan@example.com"],
  url: () => [
    "https://example.com/first",
    "https://example.com/second",
    "https://example.com/third",
  ],
  json: () => [{ key: "value" }, { key: "other" }, { key: "third" }],
  enum: ({ values = [] }) => values,
  ref: () => uuids,
  refs: () => uuids.map((uuid) => [uuid]),
};

/** Whether two values are one in a column: `1.50` is `1.5`. */
function isSameValue(field: Field, a: Json, b: Json | undefined): boolean {
  if (b === undefined) return false;
  return sameJson(a, b) || (field.type === "decimal" && Number(a) === Number(b));
}

/**
 * Two different valid values of a field, as they are in JSON. Neither is the default, except the
 * second one of a type that has only two values.
 */
export function examplesOf(field: Field): readonly [Json, Json] {
  const valid = candidates[field.type](field).filter((value) => !valueFault(value, field));
  const distinct = valid.filter(
    (value, index) => valid.findIndex((other) => isSameValue(field, value, other)) === index,
  );
  const isDefault = (value: Json) => isSameValue(field, value, field.default);
  const [first, second] = [
    ...distinct.filter((value) => !isDefault(value)),
    ...distinct.filter(isDefault),
  ];
  if (first === undefined || second === undefined) {
    throw new Error(`The field ${field.name} of type ${field.type} has no two values`);
  }
  return [first, second];
}
