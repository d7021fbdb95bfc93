import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDelta, deltaOf } from "../../../src/language/history/delta.ts";
import { diffStates } from "../../../src/language/history/diff.ts";
import type { SlotState } from "../../../src/model/history.ts";
import type { JsonObject } from "../../../src/model/json.ts";
import { items, stateOf } from "./states.ts";

const RULE = { ignore: ["default"], choices: [] };
const NONE = stateOf({});

/** Few names, so that states have some in common; one that is a name of every object. */
const anyName = fc.constantFrom("a", "b", "c", "__proto__", "constructor");

const anyItem: fc.Arbitrary<JsonObject> = fc.record({
  name: anyName,
  identity: anyName,
  type: fc.constantFrom("text", "number"),
  default: fc.constantFrom(null, 1),
});

function anyList() {
  return fc.uniqueArray(anyItem, { selector: ({ name }) => name, maxLength: 4 });
}

const anyState: fc.Arbitrary<SlotState> = fc
  .uniqueArray(
    fc.record({
      name: anyName,
      identity: anyName,
      key: fc.subarray(["x", "y"]),
      columns: anyList(),
      keys: anyList(),
    }),
    { selector: ({ name }) => name, maxLength: 4 },
  )
  .map((entries) => new Map(entries.map((entry): [string, JsonObject] => [entry.name, entry])));

/** A record is a file, so what is read of it is what JSON keeps. */
function recorded(before: SlotState, after: SlotState): ReturnType<typeof deltaOf> {
  return JSON.parse(JSON.stringify(deltaOf(before, after, RULE.ignore)));
}

function replayed(state: SlotState, ...deltas: readonly ReturnType<typeof deltaOf>[]): SlotState {
  return deltas.reduce(applyDelta, state);
}

/** Whether two states are the same but for the order in them. */
function expectSame(found: SlotState, expected: SlotState): void {
  expect(diffStates(found, expected, RULE)).toEqual([]);
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  expect(recorded(found, expected)).toEqual({});
}

describe("what a revision did to the state", () => {
  it("is nothing where nothing changed", () => {
    const state = stateOf({ a: { columns: items("x", "y") } });
    expect(recorded(state, state)).toEqual({});
    expect(recorded(state, stateOf({ a: { columns: items("y", "x") } }))).toEqual({});
  });

  it("is all of an entry that is new, also where its lists are empty", () => {
    const after = stateOf({ a: { size: 1, columns: [], key: ["id"] } });
    const lists = { columns: {} };
    expect(recorded(NONE, after)).toEqual({
      a: { set: { name: "a", size: 1, key: ["id"] }, lists },
    });
    expect(applyDelta(NONE, recorded(NONE, after))).toEqual(after);
  });

  it("is null for an entry that is gone", () => {
    expect(recorded(stateOf({ a: {} }), NONE)).toEqual({ a: null });
  });

  it("is the items that changed, each as it is then, and null for one that is gone", () => {
    const before = stateOf({ a: { columns: items("x", "y") } });
    const after = stateOf({ a: { columns: [...items("y"), { name: "z", type: "text" }] } });
    expect(recorded(before, after)).toEqual({
      a: { set: {}, lists: { columns: { x: null, z: { name: "z", type: "text" } } } },
    });
  });

  it("is nothing where only a member changed that does not count", () => {
    const of = (value: number) => stateOf({ a: { columns: [{ name: "x", default: value }] } });
    expect(recorded(of(1), of(2))).toEqual({});
    expect(recorded(stateOf({ a: { default: 1 } }), stateOf({ a: { default: 2 } }))).toEqual({});
  });

  it("tells a list that had names and has none, and the other way round", () => {
    const states = [["x"], [], items("x"), null, []].map((list) => stateOf({ a: { list } }));
    for (const before of states) {
      for (const after of states) {
        expect(applyDelta(before, recorded(before, after))).toEqual(after);
      }
    }
  });
});

describe("replaying what revisions did", () => {
  it("leads from any state to any other", () => {
    fc.assert(
      fc.property(anyState, anyState, (before, after) => {
        expectSame(replayed(before, recorded(before, after)), after);
      }),
      { numRuns: 500 },
    );
  });

  it("leads through any states, from nothing", () => {
    fc.assert(
      fc.property(fc.array(anyState, { minLength: 1, maxLength: 5 }), (states) => {
        const deltas = states.map((state, at) => recorded(states[at - 1] ?? NONE, state));
        expectSame(replayed(NONE, ...deltas), states.at(-1) ?? NONE);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same for two branches that touch different items, whichever comes first", () => {
    const anyBranches = fc.record({
      ancestor: anyState,
      // What each item of each list becomes, and on which branch; so they never touch the same one.
      edits: fc.array(
        fc.record({
          entry: anyName,
          list: fc.constantFrom("columns", "keys"),
          item: anyItem,
          isDropped: fc.boolean(),
        }),
        { maxLength: 6 },
      ),
    });
    fc.assert(
      fc.property(anyBranches, ({ ancestor, edits }) => {
        const branchOf = (edit: (typeof edits)[number]) =>
          (edit.entry.length + String(edit.item.name).charCodeAt(0)) % 2;
        const [left, right] = [0, 1].map((branch) =>
          edits.filter((edit) => branchOf(edit) === branch).reduce(edited, ancestor),
        );
        if (!left || !right) return;
        const [first, second] = [recorded(ancestor, left), recorded(ancestor, right)];
        const state = replayed(ancestor, first, second);
        expectSame(replayed(ancestor, second, first), state);
        expectSame(state, edits.reduce(edited, ancestor));
      }),
      { numRuns: 300 },
    );
  });

  it("gives both entries that two branches made", () => {
    const [left, right] = [
      stateOf({ a: { columns: items("x") } }),
      stateOf({ b: { columns: [] } }),
    ];
    const state = replayed(NONE, recorded(NONE, left), recorded(NONE, right));
    expect(state).toEqual(new Map([...left, ...right]));
  });
});

interface Edit {
  readonly entry: string;
  readonly list: string;
  readonly item: JsonObject;
  readonly isDropped: boolean;
}

/** A state with one item of one list put or taken away, where the entry is there. */
function edited(state: SlotState, { entry, list, item, isDropped }: Edit): SlotState {
  const found = state.get(entry);
  if (!found) return state;
  const others = (found[list] as readonly JsonObject[]).filter(({ name }) => name !== item.name);
  return new Map([...state, [entry, { ...found, [list]: isDropped ? others : [...others, item] }]]);
}
