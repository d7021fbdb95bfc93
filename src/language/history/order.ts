import type { SlotState } from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { isObject } from "./named-lists.ts";

/** What a path through objects and lists leads to, all of it: `foreign_keys.table`. */
function valuesAt(value: Json | undefined, path: readonly string[]): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap((item: Json) => valuesAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [value];
  return isObject(value) ? valuesAt(value[name], rest) : [];
}

/** The keys of others that an entry needs. @param needs - Their path in it; without one there are none. */
export function neededBy(entry: JsonObject, needs: string | undefined): readonly string[] {
  if (needs === undefined) return [];
  return valuesAt(entry, needs.split(".")).filter((key) => typeof key === "string");
}

/** An entry's key in order, with the keys that it needs and that come later. */
export interface Ordered {
  readonly key: string;
  readonly deferred: readonly string[];
}

/**
 * The keys of entries, each after those that it needs; else sorted. Where entries need each other,
 * the first of them by name comes first, and what it needs is deferred.
 *
 * @param needs - The path of the keys that an entry needs; without one nothing needs anything.
 */
export function inOrder(entries: SlotState, needs: string | undefined): readonly Ordered[] {
  const needed = new Map(
    [...entries].map(([key, entry]) => [
      key,
      neededBy(entry, needs).filter((one) => one !== key && entries.has(one)),
    ]),
  );
  const left = [...entries.keys()].sort();
  const done = new Set<string>();
  const ordered: Ordered[] = [];
  while (left.length > 0) {
    const isReady = (key: string) => (needed.get(key) ?? []).every((one) => done.has(one));
    const position = Math.max(0, left.findIndex(isReady));
    const [key = ""] = left.splice(position, 1);
    const deferred = (needed.get(key) ?? []).filter((one) => !done.has(one));
    done.add(key);
    ordered.push({ key, deferred: [...new Set(deferred)].sort() });
  }
  return ordered;
}
