import { describe, expect, it } from "vitest";
import { diffStates } from "../../../src/language/history/diff.ts";
import type { HistoryStep, SlotState } from "../../../src/model/history.ts";
import { items, stateOf } from "./states.ts";

const NONE = stateOf({});

function diff(before: ReturnType<typeof stateOf>, after: ReturnType<typeof stateOf>) {
  return diffStates(before, after, {
    ignore: ["default"],
    choices: ["values"],
    needs: "keys.table",
  });
}

/** What a step does, in one line. */
function said({ action, key, former_key }: HistoryStep): string {
  return key === former_key ? `${action} ${key}` : `${action} ${former_key} to ${key}`;
}

/** What happened to the list `columns` of the one entry that changed. */
function columnsOf([step, ...others]: readonly HistoryStep[]) {
  expect(others).toEqual([]);
  expect(step?.action).toBe("change");
  const { added = [], dropped = [], changed = [] } = step?.lists.columns ?? {};
  return {
    added: added.map(({ name }) => name),
    dropped: dropped.map(({ name }) => name),
    changed: changed.map(({ before, after, is_renamed }) =>
      is_renamed ? [before.name, after.name] : after.name,
    ),
  };
}

/** The change of one entry's columns. */
function change(before: readonly object[], after: readonly object[]) {
  const of = (columns: readonly object[]) => stateOf({ a: { columns: columns as never } });
  return diff(of(before), of(after));
}

describe("the steps from a state to the next", () => {
  it("are none where the states are equal", () => {
    const state = stateOf({ a: { columns: items("x") } });
    expect(diff(state, state)).toEqual([]);
  });

  it("create what is new and drop what is gone", () => {
    expect(diff(NONE, stateOf({ a: {} })).map(said)).toEqual(["create a"]);
    expect(diff(stateOf({ a: {} }), NONE).map(said)).toEqual(["drop a"]);
  });

  it("tell the entry as it was and as it is", () => {
    const [created] = diff(NONE, stateOf({ a: { size: 1 } }));
    expect(created).toMatchObject({ before: null, after: { name: "a", size: 1 } });
    const [changed] = diff(stateOf({ a: { size: 1 } }), stateOf({ a: { size: 2 } }));
    expect(changed).toMatchObject({ action: "change", before: { size: 1 }, after: { size: 2 } });
  });

  it("rename an entry that kept its identity", () => {
    const steps = diff(stateOf({ a: { identity: "i" } }), stateOf({ b: { identity: "i" } }));
    expect(steps.map(said)).toEqual(["rename a to b"]);
  });

  it("rename an entry first where it changed too", () => {
    const before = stateOf({ a: { identity: "i", columns: items("x") } });
    const after = stateOf({ b: { identity: "i", columns: items("x", "y") } });
    expect(diff(before, after).map(said)).toEqual(["rename a to b", "change a to b"]);
  });

  it("change an entry that took the name of another one over", () => {
    const steps = diff(
      stateOf({ a: { identity: "i", size: 1 } }),
      stateOf({ a: { identity: "j", size: 2 } }),
    );
    expect(steps.map(said)).toEqual(["change a"]);
  });

  it("are renames, what is new, what changes and what goes, in this order", () => {
    const before = stateOf({
      a: { identity: "a", size: 1 },
      b: { identity: "b" },
      z: { identity: "z" },
    });
    const after = stateOf({
      a: { identity: "a", size: 2 },
      c: { identity: "b" },
      n: { identity: "n" },
    });
    expect(diff(before, after).map(said)).toEqual([
      "rename b to c",
      "create n",
      "change a",
      "drop z",
    ]);
  });

  it("create what others need first, and drop it last", () => {
    const state = stateOf({ a: { keys: [{ name: "k", table: "b" }] }, b: { keys: [] } });
    expect(diff(NONE, state).map(said)).toEqual(["create b", "create a"]);
    expect(diff(state, NONE).map(said)).toEqual(["drop a", "drop b"]);
  });

  it("defer a need of entries that need each other", () => {
    const needs = (table: string) => ({ keys: [{ name: "k", table }] });
    const steps = diff(NONE, stateOf({ a: needs("b"), b: needs("c"), c: needs("a") }));
    expect(steps.map(({ key, deferred }) => [key, deferred])).toEqual([
      ["a", ["b"]],
      ["c", []],
      ["b", []],
    ]);
  });

  it("defer no need of an entry for itself, or for one that was there before", () => {
    const before = stateOf({ b: { keys: [] } });
    const keys = [
      { name: "k", table: "a" },
      { name: "l", table: "b" },
    ];
    const [step] = diff(before, stateOf({ a: { keys }, b: { keys: [] } }));
    expect(step?.deferred).toEqual([]);
  });

  it("are the same whatever the order of the entries", () => {
    const entries = { b: {}, c: { keys: [{ name: "k", table: "b" }] }, a: {} };
    const reversed = Object.fromEntries(Object.entries(entries).reverse());
    expect(diff(NONE, stateOf(reversed))).toEqual(diff(NONE, stateOf(entries)));
  });
});

describe("the change of a list", () => {
  it("tells what was added and what was dropped", () => {
    expect(columnsOf(change(items("x"), items("y")))).toEqual({
      added: ["y"],
      dropped: ["x"],
      changed: [],
    });
  });

  it.each([
    ["goes", ["a", "b"], ["b"], true],
    ["goes as another one comes", ["a"], ["b"], true],
    ["comes", ["a"], ["b", "a"], false],
    ["has another place", ["a", "b"], ["b", "a"], false],
    ["is made where there was none", null, ["a"], true],
    ["is left open", ["a"], null, false],
    ["was not recorded", undefined, ["a"], false],
  ])("where a choice %s: %j to %j", (_what, before, after, isChange) => {
    const of = (values?: readonly string[] | null) => [{ name: "x", values }];
    const [step] = change(of(before), of(after));
    expect(step?.lists.columns?.changed.map(({ loses_choice }) => loses_choice)).toEqual(
      isChange ? [true] : undefined,
    );
  });

  it("tells an item that is not what it was", () => {
    const steps = change([{ name: "x", type: "a" }], [{ name: "x", type: "b" }]);
    expect(columnsOf(steps)).toEqual({ added: [], dropped: [], changed: ["x"] });
  });

  it("tells a rename by the identity", () => {
    const steps = change([{ name: "x", identity: "i" }], [{ name: "y", identity: "i" }]);
    expect(columnsOf(steps)).toEqual({ added: [], dropped: [], changed: [["x", "y"]] });
  });

  it("gives a name that was left to the item that has it now", () => {
    const steps = change(
      [{ name: "x", identity: "i" }],
      [
        { name: "y", identity: "i" },
        { name: "x", identity: "j" },
      ],
    );
    expect(columnsOf(steps)).toEqual({ added: ["x"], dropped: [], changed: [["x", "y"]] });
  });

  it("lets a renamed item take the name of one that goes", () => {
    const steps = change(
      [
        { name: "x", identity: "i" },
        { name: "y", identity: "j" },
      ],
      [{ name: "y", identity: "i" }],
    );
    expect(columnsOf(steps)).toEqual({ added: [], dropped: ["y"], changed: [["x", "y"]] });
  });

  it("is none where the items are in another order", () => {
    expect(change(items("x", "y"), items("y", "x"))).toEqual([]);
  });

  it("is none where a member changed that does not count, and shows it beside others", () => {
    const column = (name: string, value: number) => ({ name, identity: name, default: value });
    expect(change([column("x", 1)], [column("x", 2)])).toEqual([]);
    const [step] = change([column("x", 1)], [column("x", 2), column("y", 3)]);
    expect(step?.lists.columns?.added).toEqual([column("y", 3)]);
  });

  it("is none where an identity is new and the name is not", () => {
    expect(change([{ name: "x", identity: "i" }], [{ name: "x", identity: "j" }])).toEqual([]);
  });

  it("finds items by name where they have no identity", () => {
    expect(columnsOf(change([{ name: "x" }], [{ name: "y" }]))).toEqual({
      added: ["y"],
      dropped: ["x"],
      changed: [],
    });
  });

  it("compares a list of texts as a whole, in its order", () => {
    const of = (...key: readonly string[]) => stateOf({ a: { key } });
    expect(diff(of("x", "y"), of("y", "x")).map(said)).toEqual(["change a"]);
  });

  it("takes a list or member by any name for itself", () => {
    const state = (name: string) =>
      stateOf({ a: JSON.parse(`{"__proto__":[{"name":"${name}"}]}`) });
    const [step] = diff(state("x"), state("y"));
    expect(Object.keys(step?.lists ?? {})).toEqual(["__proto__"]);
  });
});

/** Renames of columns as they are done, by way of which name. */
function renamesOf(before: Readonly<Record<string, string>>, after: typeof before) {
  const list = (names: typeof before) =>
    Object.entries(names).map(([identity, name]) => ({ name, identity }));
  const [step] = change(list(before), list(after));
  return step?.lists.columns?.changed.map(({ before: was, after: is, via }) =>
    [was.name, via, is.name].filter((name) => name !== null).join(" "),
  );
}

describe("renames", () => {
  it("wait until their name is free", () => {
    const before = { i: "a", j: "b", k: "c" };
    expect(renamesOf(before, { i: "b", j: "c", k: "d" })).toEqual(["c d", "b c", "a b"]);
  });

  it("go by way of another name where two exchange theirs", () => {
    expect(renamesOf({ i: "a", j: "b" }, { i: "b", j: "a" })).toEqual(["b a", "a _b b"]);
  });

  it("leave one name of each circle before all others", () => {
    const before = { i: "a", j: "b", k: "c", l: "x" };
    const after = { i: "b", j: "c", k: "a", l: "y" };
    expect(renamesOf(before, after)).toEqual(["x y", "c a", "b c", "a _b b"]);
  });

  it("take the name of what goes at once", () => {
    expect(renamesOf({ i: "a", j: "b" }, { i: "b" })).toEqual(["a b"]);
  });

  it("of entries are done in the same way", () => {
    const of = (i: string, j: string) =>
      stateOf({ [i]: { identity: "i" }, [j]: { identity: "j" } });
    const steps = diff(of("a", "b"), of("b", "a"));
    expect(steps.map((step) => [said(step), step.via])).toEqual([
      ["rename b to a", null],
      ["rename a to b", "_b"],
    ]);
  });
});

describe("an item that mentions another one", () => {
  const entry = (...columns: readonly string[]) =>
    stateOf({
      a: {
        columns: columns.map((name, at) => ({ name, identity: `${at}` })),
        keys: [{ name: "k", columns: ["x"] }],
      },
    });
  const changedKeys = (before: SlotState, after: SlotState) =>
    diff(before, after)[0]?.lists.keys?.changed.map(({ after: key }) => key.name);

  it("changes where the name means another one than before", () => {
    expect(changedKeys(entry("x", "y"), entry("y", "x"))).toEqual(["k"]);
    expect(changedKeys(entry("y", "x"), entry("x"))).toEqual(["k"]);
  });

  it("stays what it is where others are renamed", () => {
    expect(changedKeys(entry("x", "y"), entry("x", "z"))).toEqual([]);
  });
});

describe("many entries", () => {
  it("are put in order in reasonable time", () => {
    const entries = Array.from({ length: 3000 }, (_, at) => [
      `t${at}`,
      { keys: [{ name: "k", table: `t${at + 1}` }] },
    ]);
    const steps = diff(NONE, stateOf(Object.fromEntries(entries)));
    expect(steps[0]?.key).toBe("t2999");
    expect(steps.every(({ deferred }) => deferred.length === 0)).toBe(true);
  }, 20_000);
});
