import type { HistoryStep, SlotState, StateRule } from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { sameJson } from "../lookup.ts";
import { type Comparison, compareLists, isEmpty } from "./list-changes.ts";
import { IDENTITY, type Known, match, type Pair, type Rename, renamesOf } from "./match.ts";
import { namedItems } from "./named-lists.ts";
import { inOrder } from "./order.ts";

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

const nothing = { via: null, lists: Object.create(null), deferred: [] } as const;

function renameStep({ pair: { before, after }, via }: Rename<KnownEntry>): HistoryStep {
  const keys = { key: after.name, former_key: before.name };
  const entries = { before: before.entry, after: after.entry };
  return { action: "rename", ...keys, ...entries, ...nothing, via };
}

function changeSteps(
  { before, after }: Pair<KnownEntry>,
  comparison: Comparison,
): readonly HistoryStep[] {
  // Of a project's entries one or two have changed.
  if (before.name === after.name && sameJson(before.entry, after.entry)) return [];
  const { ignore } = comparison;
  const keys = { key: after.name, former_key: before.name };
  const entries = { before: before.entry, after: after.entry };
  const lists = compareLists(before.entry, after.entry, comparison);
  const isChanged =
    !Object.values(lists).every(isEmpty) ||
    // The key itself is told by the rename.
    !sameJson(
      plainMembers({ ...before.entry, name: after.name }, ignore),
      plainMembers({ ...after.entry, name: after.name }, ignore),
    );
  return isChanged ? [{ action: "change", ...keys, ...entries, ...nothing, lists }] : [];
}

function single(
  action: "create" | "drop",
  { name, entry }: KnownEntry,
  deferred: readonly string[],
): HistoryStep {
  const before = action === "drop" ? entry : null;
  const after = action === "create" ? entry : null;
  return { action, key: name, former_key: name, before, after, ...nothing, deferred };
}

/**
 * The steps that lead from one state to another: renames, then what is new (what others need
 * first), then changes, then what goes (what others need last). None where the states are equal.
 */
export function diffStates(
  before: SlotState,
  after: SlotState,
  { needs, ...comparison }: Comparison & Pick<StateRule, "needs">,
): readonly HistoryStep[] {
  const matched = match(knownEntries(before), knownEntries(after));
  const entriesOf = (all: readonly KnownEntry[]) =>
    inOrder(new Map(all.map((one) => [one.name, one.entry])), needs).map(({ key, deferred }) => ({
      known: all.find(({ name }) => name === key),
      deferred,
    }));
  const steps = (action: "create" | "drop", all: readonly KnownEntry[]) =>
    entriesOf(all).flatMap(({ known: one, deferred }) =>
      one ? [single(action, one, deferred)] : [],
    );
  return [
    ...renamesOf(matched).map(renameStep),
    ...steps("create", matched.added),
    ...matched.pairs.flatMap((pair) => changeSteps(pair, comparison)),
    ...steps("drop", matched.dropped).toReversed(),
  ];
}
