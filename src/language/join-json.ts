import { joinPointer } from "../diagnostics/source/pointer.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { type JoinAt, joinValues, type ListVersions, type ValueVersions } from "./join-values.ts";

/** A value that both branches hold, or where they cannot both be right. */
export type Joined =
  | { readonly ok: true; readonly value: Json | undefined }
  /** A JSON pointer. */
  | { readonly ok: false; readonly pointer: string };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/**
 * What an item of a list is known by: a use by its blueprint and its resource, a field by its name,
 * in either form; anything else by itself.
 */
function keyOf(item: Json): string {
  if (typeof item === "string") return item.split(":", 1)[0] ?? "";
  if (!isObject(item)) return JSON.stringify(item);
  const { blueprint, with: given, name } = item;
  if (typeof blueprint === "string") {
    return `${blueprint} ${textOf(isObject(given) ? given.resource_name : undefined)}`;
  }
  return typeof name === "string" ? name : JSON.stringify(item);
}

function items(list: readonly Json[] | undefined): ReadonlyMap<string, Json> {
  return new Map(list?.map((item) => [keyOf(item), item]));
}

/** Joins lists item by item: ours, then those that only the other branch has. */
function joinItems(lists: ListVersions, pointer: string, join: JoinAt): readonly Json[] {
  const [ours, theirs, former] = [items(lists.ours), items(lists.theirs), items(lists.ancestor)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((key) => {
    const item = { ours: ours.get(key), theirs: theirs.get(key), ancestor: former.get(key) };
    return join(item, joinPointer(pointer, key)) ?? [];
  });
}

/**
 * Joins what two branches made of a manifest. What only one of them has is kept, unless the
 * ancestor is known and has it too: then the other one took it away.
 */
export function joinJson(versions: ValueVersions): Joined {
  const pointers: string[] = [];
  const value = joinValues(versions, {
    lists: joinItems,
    decide({ ours }, pointer) {
      pointers.push(pointer);
      return ours;
    },
  });
  const [pointer] = pointers;
  return pointer === undefined ? { ok: true, value } : { ok: false, pointer };
}
