import type { Field } from "../../model/field.ts";
import { int32, isWide } from "./values.ts";

/** More rows than any test of a resource makes. */
const plenty = 100;

/** The bounds of what a column holds; of a wide one they are far away. */
const far = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY } as const;

/** How many values a field has at most; those of a short text are counted in digits. */
function countOf(field: Field): number {
  const { type, precision = plenty, max } = field;
  if (type === "decimal") return 10 ** precision;
  if (type === "string") return 10 ** (max ?? plenty);
  if (type !== "int") return Number.POSITIVE_INFINITY;
  const held = isWide(field) ? far : int32;
  return (max ?? held.max) - (field.min ?? held.min) + 1;
}

/**
 * How many rows a unique field allows where tests could make more than that; undefined where there is
 * a value for each row.
 */
export function fewValuesOf(field: Field): number | undefined {
  if (!field.unique) return undefined;
  const count = countOf(field);
  return count < plenty ? count : undefined;
}
