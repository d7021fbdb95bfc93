import type { EntryDelta, SlotState } from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { isSame, type NamedItem, namedItems } from "./named-lists.ts";

type Change = NonNullable<EntryDelta>;
type ItemDeltas = Record<string, JsonObject | null>;

function itemDeltas(
  before: readonly NamedItem[],
  after: readonly NamedItem[],
  ignore: readonly string[],
): ItemDeltas {
  const was = new Map(before.map((item) => [item.name, item]));
  const deltas: ItemDeltas = Object.create(null);
  for (const item of after) {
    if (!isSame(was.get(item.name), item, ignore)) deltas[item.name] = item;
    was.delete(item.name);
  }
  for (const name of was.keys()) deltas[name] = null;
  return deltas;
}

function isEmpty({ set, lists }: Change): boolean {
  return Object.keys(set).length + Object.keys(lists).length === 0;
}

function entryDelta(
  before: JsonObject | undefined,
  after: JsonObject,
  ignore: readonly string[],
): Change {
  const set: Record<string, Json> = Object.create(null);
  const lists: Record<string, ItemDeltas> = Object.create(null);
  for (const [name, value] of Object.entries(after)) {
    const was = before?.[name];
    const [oldItems, items] = [namedItems(was === undefined ? [] : was), namedItems(value)];
    if (oldItems && items) {
      const deltas = itemDeltas(oldItems, items, ignore);
      if (Object.keys(deltas).length > 0 || was === undefined) lists[name] = deltas;
    } else if (!(before && ignore.includes(name)) && !isSame(was, value, ignore)) {
      set[name] = value;
    }
  }
  return { set, lists };
}

/**
 * What leads from one state to another, item by item, so that two branches can each add theirs.
 *
 * @param ignore - Members that are kept, and whose change alone is none.
 */
export function deltaOf(
  before: SlotState,
  after: SlotState,
  ignore: readonly string[],
): Readonly<Record<string, EntryDelta>> {
  const deltas: Record<string, EntryDelta> = Object.create(null);
  for (const [key, entry] of after) {
    const delta = entryDelta(before.get(key), entry, ignore);
    if (!before.has(key) || !isEmpty(delta)) deltas[key] = delta;
  }
  for (const key of before.keys()) if (!after.has(key)) deltas[key] = null;
  return deltas;
}

function applyItems(items: readonly NamedItem[], deltas: Readonly<ItemDeltas>): Json {
  const next = new Map<string, JsonObject>(items.map((item) => [item.name, item]));
  for (const [name, item] of Object.entries(deltas)) {
    if (item === null) next.delete(name);
    else next.set(name, item);
  }
  return [...next.values()];
}

function applyEntry(entry: JsonObject, delta: Change): JsonObject {
  const next: Record<string, Json> = Object.assign(Object.create(null), entry, delta.set);
  for (const [name, deltas] of Object.entries(delta.lists)) {
    next[name] = applyItems(namedItems(entry[name]) ?? [], deltas);
  }
  return next;
}

/** The state after some changes. */
export function applyDelta(
  state: SlotState,
  changes: Readonly<Record<string, EntryDelta>>,
): SlotState {
  const next = new Map(state);
  for (const [key, delta] of Object.entries(changes)) {
    if (delta === null) next.delete(key);
    else next.set(key, applyEntry(next.get(key) ?? Object.create(null), delta));
  }
  return next;
}
