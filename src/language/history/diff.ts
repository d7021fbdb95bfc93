import type {
  HistoryStep,
  ItemChange,
  ListChange,
  SlotState,
  StateRule,
} from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { sameJson } from "../lookup.ts";
import { isSame, type NamedItem, namedItems } from "./named-lists.ts";
import { inOrder } from "./order.ts";

/** The member that tells what an item or an entry is, whatever its name. */
const IDENTITY = "identity";

/** Two versions of one thing. */
interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

interface Matched<T> {
  readonly pairs: readonly Pair<T>[];
  readonly dropped: readonly T[];
  readonly added: readonly T[];
}

/** A thing that has a name, and an identity that outlives a change of the name. */
interface Known {
  readonly name: string;
  readonly identity: unknown;
}

/**
 * Pairs what was with what is: by name and identity, then by identity (it was renamed), then by
 * name alone.
 */
function match<T extends Known>(before: readonly T[], after: readonly T[]): Matched<T> {
  const left = new Set(before);
  const found = new Map<T, T>();
  const take = (isSame: (a: T, b: T) => boolean) => {
    for (const one of after) {
      if (found.has(one)) continue;
      const other = [...left].find((candidate) => isSame(candidate, one));
      if (other === undefined) continue;
      left.delete(other);
      found.set(one, other);
    }
  };
  const isKnown = ({ identity }: T) => typeof identity === "string";
  take((a, b) => a.name === b.name && a.identity === b.identity);
  take((a, b) => isKnown(a) && a.identity === b.identity);
  take((a, b) => a.name === b.name);
  return {
    pairs: [...found].map(([one, other]) => ({ before: other, after: one })),
    dropped: [...left],
    added: after.filter((one) => !found.has(one)),
  };
}

/** An item on its way through `match`. */
function known(item: NamedItem) {
  return { name: item.name, identity: item.identity, item };
}

function listChange(
  before: readonly NamedItem[],
  after: readonly NamedItem[],
  ignore: readonly string[],
): ListChange {
  const { pairs, dropped, added } = match(before.map(known), after.map(known));
  const changed = pairs.flatMap(({ before: was, after: is }): ItemChange[] => {
    if (isSame(was.item, is.item, [...ignore, IDENTITY])) return [];
    return [{ before: was.item, after: is.item, is_renamed: was.name !== is.name }];
  });
  return {
    added: added.map(({ item }) => item),
    dropped: dropped.map(({ item }) => item),
    changed,
  };
}

function isEmpty({ added, dropped, changed }: ListChange): boolean {
  return added.length + dropped.length + changed.length === 0;
}

/** The entry's lists of named items, each compared; an object without a prototype. */
function compareLists(before: JsonObject, after: JsonObject, ignore: readonly string[]) {
  const lists: Record<string, ListChange> = Object.create(null);
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [namedItems(before[name] ?? []), namedItems(after[name] ?? [])];
    if (was && is && !ignore.includes(name)) lists[name] = listChange(was, is, ignore);
  }
  return lists;
}

/** The members of an entry that are no lists of named items. */
function plainMembers(entry: JsonObject, ignore: readonly string[]): JsonObject {
  const plain: Record<string, Json> = Object.create(null);
  for (const [name, value] of Object.entries(entry)) {
    if (namedItems(value) === undefined && name !== IDENTITY && !ignore.includes(name)) {
      plain[name] = value;
    }
  }
  return plain;
}

interface KnownEntry extends Known {
  readonly entry: JsonObject;
}

function knownEntries(state: SlotState): readonly KnownEntry[] {
  return [...state].map(([name, entry]) => ({ name, identity: entry.identity, entry }));
}

const nothing = { lists: Object.create(null), deferred: [] } as const;

function changeSteps(
  { before, after }: Pair<KnownEntry>,
  ignore: readonly string[],
): readonly HistoryStep[] {
  const keys = { key: after.name, former_key: before.name };
  const entries = { before: before.entry, after: after.entry };
  const steps: HistoryStep[] = [];
  if (before.name !== after.name) steps.push({ action: "rename", ...keys, ...entries, ...nothing });
  const lists = compareLists(before.entry, after.entry, ignore);
  const isChanged =
    !Object.values(lists).every(isEmpty) ||
    // The key itself is told by the rename.
    !sameJson(
      plainMembers({ ...before.entry, name: after.name }, ignore),
      plainMembers({ ...after.entry, name: after.name }, ignore),
    );
  if (isChanged) steps.push({ action: "change", ...keys, ...entries, lists, deferred: [] });
  return steps;
}

function single(
  action: "create" | "drop",
  { name, entry }: KnownEntry,
  deferred: readonly string[],
) {
  const before = action === "drop" ? entry : null;
  const after = action === "create" ? entry : null;
  const step: HistoryStep = {
    action,
    key: name,
    former_key: name,
    before,
    after,
    lists: nothing.lists,
    deferred,
  };
  return step;
}

/**
 * The steps that lead from one state to another: renames, then what is new (what others need
 * first), then changes, then what goes (what others need last). None where the states are equal.
 */
export function diffStates(
  before: SlotState,
  after: SlotState,
  { ignore, needs }: Pick<StateRule, "ignore" | "needs">,
): readonly HistoryStep[] {
  const { pairs, dropped, added } = match(knownEntries(before), knownEntries(after));
  const entriesOf = (all: readonly KnownEntry[]) =>
    inOrder(new Map(all.map((one) => [one.name, one.entry])), needs).map(({ key, deferred }) => ({
      known: all.find(({ name }) => name === key),
      deferred,
    }));
  const changes = pairs.flatMap((pair) => changeSteps(pair, ignore));
  const steps = (action: "create" | "drop", all: readonly KnownEntry[]) =>
    entriesOf(all).flatMap(({ known: one, deferred }) =>
      one ? [single(action, one, deferred)] : [],
    );
  return [
    ...changes.filter(({ action }) => action === "rename"),
    ...steps("create", added),
    ...changes.filter(({ action }) => action === "change"),
    ...steps("drop", dropped).toReversed(),
  ];
}
