import type { Json, JsonObject } from "../../model/json.ts";
import { sameJson } from "../lookup.ts";

/** An item of a list that is known by its name. */
export type NamedItem = JsonObject & { readonly name: string };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNamed(item: Json): item is NamedItem {
  return isObject(item) && typeof item.name === "string";
}

/** The items of a list whose items are all known by name; an empty list is one too. */
export function namedItems(value: Json | undefined): readonly NamedItem[] | undefined {
  return Array.isArray(value) && value.every(isNamed) ? value : undefined;
}

/** A value without the members of some names, at any depth. */
function withoutMembers(value: Json, names: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutMembers(item, names));
  if (!isObject(value)) return value;
  const kept: Record<string, Json> = Object.create(null);
  for (const [name, member] of Object.entries(value)) {
    if (!names.includes(name)) kept[name] = withoutMembers(member, names);
  }
  return kept;
}

/**
 * Whether something that was a choice is none any more. No list, `null`, leaves the choice open; where
 * the member is missing before, nobody knows what it was.
 */
export function losesChoice(before: Json | undefined, after: Json | undefined): boolean {
  if (before === undefined || !Array.isArray(after)) return false;
  const isLeft = (choice: Json) => after.some((one: Json) => sameJson(one, choice));
  return !(Array.isArray(before) && before.every(isLeft));
}

/** Whether two values are the same but for members of some names. */
export function isSame(
  a: Json | undefined,
  b: Json | undefined,
  ignore: readonly string[],
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return sameJson(a, b) || sameJson(withoutMembers(a, ignore), withoutMembers(b, ignore));
}
