import type { Field } from "../../model/field.ts";
import type { ResourceNames } from "../../model/graph.ts";
import { singular } from "../names.ts";

/** Whether a field leads to rows of a resource. */
function isReference(field: Field): boolean {
  return field.type === "ref" || field.type === "refs";
}

/** The name of a field's value in the API and of its column: `product_id`, `tag_ids`, else its own. */
export function attributeOf(field: Field): string {
  if (field.type === "ref") return `${field.name}_id`;
  return field.type === "refs" ? `${singular(field.name)}_ids` : field.name;
}

/**
 * The name of the other side of a reference, on the resource that is referred to: the plural of the
 * resource that refers, or `reviews_by_author` where that alone would not be one name for one thing.
 *
 * @returns null where the field is no reference.
 */
export function reverseOf(
  field: Field,
  context: { readonly siblings: readonly Field[]; readonly resource: ResourceNames },
): string | null {
  if (!isReference(field)) return null;
  const { resource, resources } = context.resource;
  const others = context.siblings.filter(
    (other) => isReference(other) && other.resource === field.resource && other.name !== field.name,
  );
  const isAmbiguous = others.length > 0 || field.resource === resource;
  return isAmbiguous ? `${resources}_by_${field.name}` : resources;
}

/**
 * The column of a `refs` field's own table that leads to the other side: `tag_id`, or
 * `other_person_id` where the resource's own column has that name.
 *
 * @returns null where the field has no table of its own.
 */
export function otherColumn(field: Field, { resource }: ResourceNames): string | null {
  if (field.type !== "refs") return null;
  const one = singular(field.name);
  return `${one === resource ? "other_" : ""}${one}_id`;
}
