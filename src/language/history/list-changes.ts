import type { ItemChange, ListChange, StateRule } from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import {
  IDENTITY,
  isRenamed,
  type Known,
  type Matched,
  match,
  type Pair,
  reassigned,
  renamesOf,
} from "./match.ts";
import { isObject, isSame, losesChoice, type NamedItem, namedItems } from "./named-lists.ts";

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

/** How the items of a state are compared. */
export type Comparison = Pick<StateRule, "ignore" | "choices">;

/** What counts as no change, and what counts as one besides an item's own. */
interface Rules extends Comparison {
  /** Names that items of other lists took over: what mentions one means another item now. */
  readonly moved: ReadonlySet<string>;
}

function listChange(matched: Matched<KnownItem>, rules: Rules): ListChange {
  const { pairs, dropped, added } = matched;
  const { ignore, choices, moved } = rules;
  const changeOf = ({ before, after }: Pair<KnownItem>) => ({
    before: before.item,
    after: after.item,
    loses_choice: choices.some((name) => losesChoice(before.item[name], after.item[name])),
  });
  const kept = pairs
    .filter((pair) => !isRenamed(pair))
    .map(changeOf)
    .filter(({ before, after, loses_choice }) => {
      const isEqual = isSame(before, after, [...ignore, ...choices, IDENTITY]);
      return !isEqual || loses_choice || mentions(after, moved);
    });
  const renamed = renamesOf(matched).map(({ pair, via }): ItemChange => {
    return { ...changeOf(pair), is_renamed: true, via };
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
  comparison: Comparison,
): Readonly<Record<string, ListChange>> {
  const matched = matchLists(before, after, comparison.ignore);
  const movedIn = [...matched].map(([name, list]) => ({ name, names: reassigned(list) }));
  const lists: Record<string, ListChange> = Object.create(null);
  for (const [name, list] of matched) {
    const others = movedIn.filter((one) => one.name !== name);
    const moved = new Set(others.flatMap(({ names }) => names));
    lists[name] = listChange(list, { ...comparison, moved });
  }
  return lists;
}
