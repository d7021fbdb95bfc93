import type { Field } from "../../model/field.ts";
import type { Data, ResourceNames } from "../../model/graph.ts";
import type { Target } from "../target.ts";
import { examplesOf } from "./examples.ts";
import { invalidExamplesOf } from "./invalid-examples.ts";
import { attributeOf, reverseOf } from "./sides.ts";
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

/**
 * What a template sees of a field. Every member is always there, null where there is nothing:
 *
 * - `name type optional unique index values resource`: as in the field;
 *   `default` (null), `has_default`, `min`, `max` (255 for a `string` that names none),
 *   `precision scale renamed_from on_delete` (`restrict` for a `ref` that names none);
 * - `wide`: an `int` whose bounds need 64 bits;
 * - `attribute relation reverse`: names of the value, of the relationship, and of its other side
 *   (the last two null where the field is no reference);
 * - `example other_example invalid_examples`: JSON values for tests and documentation;
 * - `native`: the row of the target's type table; `target`: null, until the use that is referred
 *   to is linked.
 */
export function fieldData(field: Field, { target, siblings, resource }: FieldContext): Data {
  const { examples, invalid } = samplesOf(field);
  const [example, otherExample] = examples;
  const reverse = reverseOf(field, { siblings, resource });
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
    attribute: attributeOf(field),
    relation: reverse === null ? null : field.name,
    reverse,
    example,
    other_example: otherExample,
    invalid_examples: invalid,
    native: target.types[field.type] ?? null,
    target: null,
  });
}
