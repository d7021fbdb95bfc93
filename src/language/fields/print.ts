import type { Field } from "../../model/field.ts";

function bounds({ min, max }: Field): string | undefined {
  return min === undefined && max === undefined ? undefined : `${min ?? ""}..${max ?? ""}`;
}

function digits({ precision, scale }: Field): string | undefined {
  return precision === undefined ? undefined : `${precision}.${scale ?? 0}`;
}

function defaultText({ type, default: value }: Field): string | undefined {
  if (value === undefined) return undefined;
  const text = typeof value === "string" && type !== "json" ? value : JSON.stringify(value);
  return `default=${text}`;
}

/** A field in its short form; there is one for each field, and `parseField` reads it back. */
export function printField(field: Field): string {
  return [
    field.name,
    field.type,
    field.values?.join(","),
    field.resource,
    bounds(field),
    digits(field),
    field.onDelete,
    field.optional ? "optional" : undefined,
    field.unique ? "unique" : undefined,
    field.index ? "index" : undefined,
    field.renamedFrom === undefined ? undefined : `renamed_from=${field.renamedFrom}`,
    defaultText(field),
  ]
    .filter((part) => part !== undefined)
    .join(":");
}
