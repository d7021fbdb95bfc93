import fc from "fast-check";
import type { Field, FieldType } from "../../../src/model/field.ts";

const flag = fc.boolean();
const name = fc
  .stringMatching(/^[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,6}){0,2}$/)
  .filter((text) => !text.endsWith("_id"));
const json = fc.jsonValue({ maxDepth: 3 }).map((value) =>
  // JSON knows no negative zero.
  JSON.parse(JSON.stringify(value)),
);

type Rest = Partial<Omit<Field, "name" | "type" | "optional" | "unique" | "index">>;

function defaultOf<T extends Field["default"]>(value: fc.Arbitrary<T>): fc.Arbitrary<Rest> {
  return fc
    .option(value, { nil: undefined })
    .map((one) => (one === undefined ? {} : { default: one }));
}

const bounds = (least: fc.Arbitrary<number>, spread: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.constant({}),
    least.map((min) => ({ min })),
    least.map((max) => ({ max: max + 1 })),
    fc.tuple(least, spread).map(([min, more]) => ({ min, max: min + more })),
  );

const aDate = fc
  .date({ min: new Date("1000-01-01"), max: new Date("9999-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString());

const restOf: Readonly<Record<FieldType, fc.Arbitrary<Rest>>> = {
  string: fc.oneof(
    bounds(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 900 })),
    defaultOf(fc.stringMatching(/^[ -~é]{0,200}$/).map((text) => text.trim())),
  ),
  text: defaultOf(fc.stringMatching(/^[ -~\n€]{0,100}$/)),
  int: fc.oneof(
    bounds(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 1e9 })),
    defaultOf(fc.integer()),
  ),
  float: fc.oneof(
    bounds(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((n) => n + 0),
      fc.integer({ min: 1, max: 99 }),
    ),
    defaultOf(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)),
  ),
  decimal: fc
    .tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 0, max: 8 }))
    .map(([whole, scale]) => ({ precision: whole + scale, scale, default: "-7" })),
  bool: defaultOf(fc.boolean()),
  date: defaultOf(aDate.map((text) => text.slice(0, 10))),
  datetime: defaultOf(aDate),
  uuid: defaultOf(fc.uuid()),
  email: defaultOf(fc.constant("ada+x@example.co.uk")),
  url: defaultOf(fc.webUrl()),
  json: defaultOf(json),
  enum: fc
    .uniqueArray(fc.stringMatching(/^[a-z0-9]{1,8}$/), { minLength: 2, maxLength: 6 })
    .map((values) => ({ values, default: values[0] ?? "" })),
  ref: fc.record({ resource: name }),
  refs: fc.record({ resource: name }),
};

const indexed: readonly FieldType[] = ["string", "int", "decimal", "date", "uuid", "enum", "ref"];

/** A long text cannot be indexed. */
function mayBeIndexed(type: FieldType, { max = 0 }: Rest): boolean {
  return indexed.includes(type) && !(type === "string" && max > 400);
}

/** Any valid field. */
export const anyField: fc.Arbitrary<Field> = fc
  .constantFrom(...(Object.keys(restOf) as FieldType[]))
  .chain((type) =>
    fc
      .record({ name, optional: flag, unique: flag, index: flag, rest: restOf[type] })
      .map(({ rest, ...field }) => ({
        ...field,
        type,
        index: field.index && mayBeIndexed(type, rest),
        unique: field.unique && mayBeIndexed(type, rest) && rest.default === undefined,
        ...(type === "ref" && field.optional ? { onDelete: "set-null" as const } : {}),
        ...rest,
      })),
  );
