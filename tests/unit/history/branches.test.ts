import { describe, expect, it } from "vitest";
import { branchClashes } from "../../../src/language/history/branches.ts";
import { deltaOf } from "../../../src/language/history/delta.ts";
import type { HistoryRecord, SlotState } from "../../../src/model/history.ts";
import { items, stateOf } from "./states.ts";

const BASE = stateOf({ a: { size: 1, columns: items("x") } });

/** What a revision did to the base. */
function record(revision: string, after: SlotState): HistoryRecord {
  const changes = deltaOf(BASE, after, []);
  return { version: 1, revision, number: 2, path: `${revision}.py`, changes };
}

const ROOT = { revision: "root", parents: [] };

/** The clashes of two branches that each lead from the base to a state. */
function clashes(one: SlotState, other: SlotState): readonly string[] {
  const revisions = [
    ROOT,
    { revision: "r1", parents: ["root"] },
    { revision: "r2", parents: ["root"] },
  ];
  return branchClashes(revisions, [record("r1", one), record("r2", other)]).map(
    ({ key, first, second }) => `${key}: ${first.revision} ${second.revision}`,
  );
}

function columns(...names: readonly string[]): SlotState {
  return stateOf({ a: { size: 1, columns: items(...names) } });
}

const RENAMED = stateOf({ b: { size: 1, columns: items("x") } });
const CLASH = ["a: r1 r2"];

describe("two branches", () => {
  it("may each add something of their own", () => {
    expect(clashes(columns("x", "y"), columns("x", "z"))).toEqual([]);
    const more = (name: string) => new Map([...BASE, ...stateOf({ [name]: {} })]);
    expect(clashes(more("c"), more("d"))).toEqual([]);
  });

  it("clash where one renames an entry that the other changes", () => {
    expect(clashes(RENAMED, columns("x", "y"))).toEqual(CLASH);
    expect(clashes(columns("x", "y"), RENAMED)).toEqual(CLASH);
  });

  it("clash where both take an entry away", () => {
    expect(clashes(RENAMED, stateOf({}))).toEqual(CLASH);
  });

  it("clash where both add the same item or entry", () => {
    expect(clashes(columns("x", "y"), columns("x", "y"))).toEqual(CLASH);
    const more = new Map([...BASE, ...stateOf({ c: {} })]);
    expect(clashes(more, more)).toEqual(["c: r1 r2"]);
  });

  it("clash where both take an item away", () => {
    expect(clashes(columns(), columns())).toEqual(CLASH);
  });

  it("clash where both change the same member", () => {
    const sized = (size: number) => stateOf({ a: { size, columns: items("x") } });
    expect(clashes(sized(2), sized(3))).toEqual(CLASH);
  });

  it("do not clash any more where a revision follows both", () => {
    const revisions = [
      ROOT,
      { revision: "r1", parents: ["root"] },
      { revision: "r2", parents: ["root"] },
      { revision: "merge", parents: ["r1", "r2"] },
    ];
    const records = [record("r1", RENAMED), record("r2", columns("x", "y"))];
    expect(branchClashes(revisions, records)).toEqual([]);
  });
});

describe("one branch", () => {
  it("may do anything to what it did before", () => {
    const revisions = [
      ROOT,
      { revision: "r1", parents: ["root"] },
      { revision: "r2", parents: ["r1"] },
    ];
    const records = [record("r1", columns("x", "y")), record("r2", RENAMED)];
    expect(branchClashes(revisions, records)).toEqual([]);
  });
});
