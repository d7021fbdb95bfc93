import type { ItemChange, ListChange } from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import {
  IDENTITY,
  isRenamed,
  type Known,
  type Matched,
  match,
  reassigned,
  renamesOf,
} from "./match.ts";
import { isObject, isSame, type NamedItem, namedItems } from "./named-lists.ts";

/** An item on its way through `match`. */
interface KnownItem extends Known {
  readonly item: NamedItem;
}

function known(item: NamedItem): KnownItem {
  return { name: item.name, identity: item.identity, item };
}

/** Whether a value, at any depth, is one of some names. */
function mentions(value: Json, names: ReadonlySet<string>): boolean {
  if (typeof value === "string") return names.has(value);
  if (Array.isArray(value)) return value.some((one: Json) => mentions(one, names));
  return isObject(value) && Object.values(value).some((one) => mentions(one, names));
}

/** What counts as no change, and what counts as one besides an item's own. */
interface Rules {
  readonly ignore: readonly string[];
  /** Names that items of other lists took over: what mentions one means another item now. */
  readonly moved: ReadonlySet<string>;
}

function listChange(matched: Matched<KnownItem>, { ignore, moved }: Rules): ListChange {
  const { pairs, dropped, added } = matched;
  const kept = pairs
    .filter((pair) => !isRenamed(pair))
    .map(({ before, after }) => ({ before: before.item, after: after.item }))
    .filter(({ before, after }) => {
      return !isSame(before, after, [...ignore, IDENTITY]) || mentions(after, moved);
    });
  const renamed = renamesOf(matched).map(({ pair: { before, after }, via }): ItemChange => {
    return { before: before.item, after: after.item, is_renamed: true, via };
  });
  return {
    added: added.map(({ item }) => item),
    dropped: dropped.map(({ item }) => item),
    changed: [...kept.map((pair) => ({ ...pair, is_renamed: false, via: null })), ...renamed],
  };
}

/** Whether nothing of a list changed. */
export function isEmpty({ added, dropped, changed }: ListChange): boolean {
  return added.length + dropped.length + changed.length === 0;
}

/** The lists of named items of two versions of an entry, matched. */
function matchLists(before: JsonObject, after: JsonObject, ignore: readonly string[]) {
  const lists = new Map<string, Matched<KnownItem>>();
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [namedItems(before[name] ?? []), namedItems(after[name] ?? [])];
    if (was && is && !ignore.includes(name)) lists.set(name, match(was.map(known), is.map(known)));
  }
  return lists;
}

/** The entry's lists of named items, each compared; an object without a prototype. */
export function compareLists(
  before: JsonObject,
  after: JsonObject,
  ignore: readonly string[],
): Readonly<Record<string, ListChange>> {
  const matched = matchLists(before, after, ignore);
  const movedIn = [...matched].map(([name, list]) => ({ name, names: reassigned(list) }));
  const lists: Record<string, ListChange> = Object.create(null);
  for (const [name, list] of matched) {
    const others = movedIn.filter((one) => one.name !== name);
    const moved = new Set(others.flatMap(({ names }) => names));
    lists[name] = listChange(list, { ignore, moved });
  }
  return lists;
}
