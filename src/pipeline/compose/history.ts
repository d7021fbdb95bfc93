import { fault } from "../../diagnostics/catalogue.ts";
import { digest } from "../../language/digest.ts";
import { deltaOf } from "../../language/history/delta.ts";
import { diffStates } from "../../language/history/diff.ts";
import { neededBy } from "../../language/history/order.ts";
import { titleOf } from "../../language/history/title.ts";
import { holds, lookupIn, sameJson } from "../../language/lookup.ts";
import { STATE_FOLDER } from "../../language/project-layout.ts";
import type { Condition, HistorySource, Slot } from "../../model/blueprint.ts";
import type { RecordChange } from "../../model/change-set.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { BlueprintGraph, Data, UseNode } from "../../model/graph.ts";
import type {
  HistoryRecord,
  HistoryStep,
  ItemChange,
  ListChange,
  PastHistory,
  Refusal,
  SlotState,
} from "../../model/history.ts";
import type { Json, JsonObject } from "../../model/json.ts";

/** The slot that a history is made from, with its values now. */
interface HistorySlot {
  readonly slot: Slot;
  readonly state: SlotState;
}

function findSlot({ slot: name }: HistorySource, graph: BlueprintGraph): HistorySlot | undefined {
  for (const { blueprint, data } of graph.uses) {
    const slot = blueprint.slots[name];
    if (!slot) continue;
    const values = (data.slots as Record<string, readonly JsonObject[]>)[name] ?? [];
    return { slot, state: new Map(values.map((value) => [String(value[slot.key]), value])) };
  }
  return undefined;
}

/** Whether a state is what the slot of a history holds; false where no use has that slot. */
export function isCurrentState(source: HistorySource, state: SlotState, graph: BlueprintGraph) {
  const found = findSlot(source, graph);
  return found !== undefined && diffStates(state, found.state, found.slot.state).length === 0;
}

/** Keys of a state that the slot of a history does not hold. */
export function keysWithoutUse(source: HistorySource, state: SlotState, graph: BlueprintGraph) {
  const found = findSlot(source, graph);
  return [...state.keys()].filter((key) => !found?.state.has(key));
}

/** What the next history file is rendered from, beside the data of its use. */
export interface NextRevision {
  readonly data: Data;
  readonly diagnostics: readonly Diagnostic[];
  /** The record of the revision at a path. */
  readonly record: (path: string) => RecordChange;
}

const REVISION_LENGTH = 12;
const NUMBER_LENGTH = 4;

/** The same state always gives the same text, whatever the order of its values and members. */
function canonical(value: Json): Json {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const object = value as JsonObject;
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((name) => [name, canonical(object[name] ?? null)]),
  );
}

function revisionName(parents: readonly string[], after: SlotState): string {
  const state = [...after]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => canonical(value));
  return digest(JSON.stringify([parents, state])).slice(0, REVISION_LENGTH);
}

const NO_CHANGE: ListChange = { added: [], dropped: [], changed: [] };

/** The items of a step that a rule means. */
function itemsOf(rule: Refusal, { lists }: HistoryStep): readonly JsonObject[] {
  const { added, dropped, changed } = lists[rule.list] ?? NO_CHANGE;
  const { when, before } = rule;
  const is = (item: JsonObject, condition: Condition) => holds(condition, lookupIn(item));
  if (when && !before) return added.filter((item) => is(item, when));
  if (before && !when) return dropped.filter((item) => is(item, before));
  if (!when || !before) return [];
  const isMeant = ({ before: was, after }: ItemChange) =>
    is(after, when) &&
    is({ ...was, after }, before) &&
    (rule.changed.length === 0 || rule.changed.some((name) => !sameJson(was[name], after[name])));
  return changed.filter(isMeant).map(({ after }) => after);
}

/** The use that a person would change: that of the resource which the value is for, if it is for one. */
function useBehind({ after }: HistoryStep, { graph, node }: Owners): UseNode {
  const [resource] = String(after?.identity ?? "").split(".", 1);
  const own = graph.uses.find(({ isImplied, names }) => !isImplied && names?.resource === resource);
  return own ?? node;
}

interface Owners {
  readonly graph: BlueprintGraph;
  /** The use that keeps the history. */
  readonly node: UseNode;
}

/** What rows that are there would not survive, and what they survive but not as anybody would guess. */
function refusals(steps: readonly HistoryStep[], { state }: Slot, owners: Owners): Diagnostic[] {
  const rules = [
    ...state.refuses.map((refusal) => ({ code: "unsafe-history" as const, refusal })),
    ...state.warns.map((refusal) => ({ code: "doubtful-history" as const, refusal })),
  ];
  return steps.flatMap((step) =>
    rules.flatMap(({ code, refusal }) =>
      itemsOf(refusal, step).map(({ name }) =>
        fault(code, {
          message: `\`${String(name)}\` of \`${step.key}\` ${refusal.reason}`,
          place: useBehind(step, owners).place,
          help: refusal.help,
        }),
      ),
    ),
  );
}

function printRecord(record: HistoryRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** The values that the slot has anew and that its rule wants made apart; none that need any other. */
function apartOf(past: SlotState, { slot, state }: HistorySlot): SlotState {
  const { apart, needs } = slot.state;
  if (!apart) return new Map();
  const known = new Set([...past.values()].map(({ identity }) => identity));
  const added = [...state].filter(
    ([key, value]) => !past.has(key) && !known.has(value.identity) && holds(apart, lookupIn(value)),
  );
  const there = new Set([...past.keys(), ...added.map(([key]) => key)]);
  const isReady = ([, value]: readonly [string, JsonObject]) =>
    neededBy(value, needs).every((key) => there.has(key));
  return new Map(added.every(isReady) ? added : []);
}

interface Advance {
  readonly next: NextRevision;
  readonly past: PastHistory;
}

/** One revision that leads to a state, and the history after it; undefined where it is there. */
function advance(
  past: PastHistory,
  { slot, state }: HistorySlot,
  owners: Owners,
): Advance | undefined {
  const changes = deltaOf(past.state, state, slot.state.ignore);
  const hasChanged = Object.keys(changes).length > 0;
  const steps = hasChanged ? diffStates(past.state, state, slot.state) : [];
  const { heads: parents } = past;
  if (steps.length === 0 && parents.length === 1) return undefined;

  const number = past.number + 1;
  const revision = revisionName(parents, state);
  const history = {
    revision,
    parents,
    number: String(number).padStart(NUMBER_LENGTH, "0"),
    title: titleOf(steps, parents),
    before: Object.fromEntries(past.state),
    after: Object.fromEntries(state),
    steps,
    back_steps: hasChanged ? diffStates(state, past.state, slot.state) : [],
  };
  const next: NextRevision = {
    data: Object.assign(Object.create(null), owners.node.data, { history }),
    diagnostics: refusals(steps, slot, owners),
    record: (path) => ({
      path: `${STATE_FOLDER}/${slot.name}/${revision}.json`,
      text: printRecord({ version: 1, revision, number, path, changes }),
    }),
  };
  return { next, past: { ...past, state, heads: [revision], number } };
}

/**
 * What the next files of a history are made from; none where the history already leads to what the
 * slot holds, and has one end.
 */
export function nextRevisions(
  source: HistorySource,
  past: PastHistory,
  owners: Owners,
): readonly NextRevision[] {
  const found = findSlot(source, owners.graph);
  if (!found) return [];
  const apart = apartOf(past.state, found);
  const states = [...(apart.size > 0 ? [new Map([...past.state, ...apart])] : []), found.state];
  const revisions: NextRevision[] = [];
  let at = past;
  for (const state of states) {
    const advanced = advance(at, { slot: found.slot, state }, owners);
    if (!advanced) continue;
    revisions.push(advanced.next);
    at = advanced.past;
  }
  return revisions;
}
