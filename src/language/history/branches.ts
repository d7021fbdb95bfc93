import type { EntryDelta, HistoryRecord } from "../../model/history.ts";
import { headsOf, type Revision } from "./revisions.ts";

/** Two revisions that neither knew of the other, and did something to one thing. */
export interface BranchClash {
  /** The entry's key. */
  readonly key: string;
  readonly first: HistoryRecord;
  readonly second: HistoryRecord;
}

/** A revision and all that lead to it. */
function withAncestors(head: string, revisions: ReadonlyMap<string, Revision>): Set<string> {
  const found = new Set([head]);
  for (const name of found) {
    for (const parent of revisions.get(name)?.parents ?? []) found.add(parent);
  }
  return found;
}

function haveCommon(a: object, b: object): boolean {
  return Object.keys(a).some((name) => Object.hasOwn(b, name));
}

/** Whether two changes of one entry cannot follow each other: one takes away what the other needs. */
function areAtOdds(a: EntryDelta, b: EntryDelta): boolean {
  if (a === null || b === null || haveCommon(a.set, b.set)) return true;
  return Object.entries(a.lists).some(([list, items]) => haveCommon(items, b.lists[list] ?? {}));
}

function clashesOf(first: HistoryRecord, second: HistoryRecord): readonly BranchClash[] {
  return Object.entries(first.changes)
    .filter(([key, delta]) => {
      const other = Object.hasOwn(second.changes, key) ? second.changes[key] : undefined;
      return other !== undefined && areAtOdds(delta, other);
    })
    .map(([key]) => ({ key, first, second }));
}

/** What the branches that end in the heads of a history cannot both have done. */
export function branchClashes(
  revisions: readonly Revision[],
  records: readonly HistoryRecord[],
): readonly BranchClash[] {
  const byName = new Map(revisions.map((one) => [one.revision, one]));
  const branches = headsOf(revisions).map((head) => withAncestors(head, byName));
  const recordsOf = (branch: ReadonlySet<string>, without: ReadonlySet<string>) =>
    records.filter(({ revision }) => branch.has(revision) && !without.has(revision));
  return branches.flatMap((branch, at) =>
    branches.slice(at + 1).flatMap((other) => {
      const others = recordsOf(other, branch);
      return recordsOf(branch, other).flatMap((first) =>
        others.flatMap((second) => clashesOf(first, second)),
      );
    }),
  );
}
