import type { Field } from "../../model/field.ts";
import type { Data, ResourceNames } from "../../model/graph.ts";
import { fillPlaceholders } from "../patterns.ts";
import type { NativeType, Target } from "../target.ts";
import { examplesOf } from "./examples.ts";
import { fewValuesOf } from "./few-values.ts";
import { invalidExamplesOf } from "./invalid-examples.ts";
import { attributeOf, otherColumn, reverseOf } from "./sides.ts";
import { defaultMaximumLength } from "./types.ts";
import { isWide } from "./values.ts";

/** What a field stands among. */
export interface FieldContext {
  readonly target: Target;
  /** All fields of the resource, this one too. */
  readonly siblings: readonly Field[];
  readonly resource: ResourceNames;
}

/** The greatest length or value; a `string` always has one. */
function greatest({ type, max }: Field): number | null {
  return max ?? (type === "string" ? defaultMaximumLength : null);
}

/**
 * Takes the prototype of fresh members away, so that none is ever inherited. What is made without a
 * prototype and filled then is a hash table to V8, five times as large and slower to read.
 */
function dataOf(members: Record<string, unknown>): Data {
  return Object.setPrototypeOf(members, null);
}

/** The values of a field that tests and documentation use. */
interface Samples {
  readonly examples: ReturnType<typeof examplesOf>;
  readonly invalid: readonly Data[];
}

const known = new WeakMap<Field, Samples>();

/** Made once for a field, which many resources may have in the same words. */
function samplesOf(field: Field): Samples {
  const seen = known.get(field);
  if (seen) return seen;
  const invalid = invalidExamplesOf(field).map(({ value, reason }) => dataOf({ value, reason }));
  const made = { examples: examplesOf(field), invalid };
  known.set(field, made);
  return made;
}

/** The type of a column, as a text of the target with the field's sizes filled in. */
function columnType(field: Field, native: NativeType | null): string | null {
  const text = native?.[field.type === "int" && isWide(field) ? "wide_column_type" : "column_type"];
  if (typeof text !== "string") return null;
  const sizes: Readonly<Record<string, unknown>> = { ...field, max: greatest(field) };
  return fillPlaceholders(text, (name) => sizes[name]).text;
}

/**
 * What a template sees of a field. Every member is always there, null where there is nothing:
 *
 * - `name type optional unique index values resource`: as in the field;
 *   `default` (null), `has_default`, `min`, `max` (255 for a `string` that names none),
 *   `precision scale renamed_from on_delete` (`restrict` for a `ref` that names none);
 * - `wide`: an `int` whose bounds need 64 bits;
 * - `scarce`: it is unique, and tests could make more rows than it has values; `few_values`: how many
 *   these are (null where it is not scarce);
 * - `attribute relation reverse`: names of the value, of the relationship, and of its other side
 *   (the last two null where the field is no reference);
 * - `example other_example invalid_examples`: JSON values for tests and documentation;
 * - `identity`: its first name, which it keeps when it is renamed;
 * - `other_column`: the column of a `refs` field's own table that leads to the other side;
 * - `column_type`: the type of its column in a migration, as the target writes it; null where it
 *   has no column;
 * - `native`: the row of the target's type table; `target`: null, until the use that is referred
 *   to is linked.
 */
export function fieldData(field: Field, { target, siblings, resource }: FieldContext): Data {
  const { examples, invalid } = samplesOf(field);
  const [example, otherExample] = examples;
  const reverse = reverseOf(field, { siblings, resource });
  const native = target.types[field.type] ?? null;
  const fewValues = fewValuesOf(field) ?? null;
  return dataOf({
    name: field.name,
    type: field.type,
    optional: field.optional,
    unique: field.unique,
    index: field.index,
    default: field.default ?? null,
    has_default: field.default !== undefined,
    min: field.min ?? null,
    max: greatest(field),
    precision: field.precision ?? null,
    scale: field.scale ?? null,
    values: field.values ?? null,
    resource: field.resource ?? null,
    on_delete: field.onDelete ?? (field.type === "ref" ? "restrict" : null),
    renamed_from: field.renamedFrom ?? null,
    wide: field.type === "int" && isWide(field),
    scarce: fewValues !== null,
    few_values: fewValues,
    attribute: attributeOf(field),
    relation: reverse === null ? null : field.name,
    reverse,
    example,
    other_example: otherExample,
    invalid_examples: invalid,
    identity: field.renamedFrom ?? field.name,
    other_column: otherColumn(field, resource),
    native,
    column_type: columnType(field, native),
    target: null,
  });
}
