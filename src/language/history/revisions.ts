import type { RevisionNames } from "../../model/history.ts";

/** One file of a history, written by us or by a person. */
export interface Revision {
  readonly revision: string;
  readonly parents: readonly string[];
}

const TEXT = /"([^"\\\n]*)"|'([^'\\\n]*)'/g;

/** The texts that a Python file assigns to a name: of a string, or of a tuple or list of them. */
function assignedTexts(source: string, name: string): readonly string[] {
  const start = new RegExp(`^${name}[ \\t]*(?::[^=\\n]*)?=[ \\t]*`, "m").exec(source);
  if (!start) return [];
  const rest = source.slice(start.index + start[0].length);
  const close = rest.startsWith("(") ? ")" : rest.startsWith("[") ? "]" : "\n";
  const end = rest.indexOf(close);
  const value = end < 0 ? rest : rest.slice(0, end);
  return Array.from(value.matchAll(TEXT), ([, double, single]) => double ?? single ?? "");
}

/** Reads a history file; undefined where it is none. */
export function readRevision(source: string, names: RevisionNames): Revision | undefined {
  const [revision] = assignedTexts(source, names.revision);
  if (revision === undefined) return undefined;
  return { revision, parents: assignedTexts(source, names.parents) };
}

/** Revisions that no other one follows, sorted. */
export function headsOf(revisions: readonly Revision[]): readonly string[] {
  const followed = new Set(revisions.flatMap(({ parents }) => parents));
  return revisions
    .map(({ revision }) => revision)
    .filter((revision) => !followed.has(revision))
    .sort();
}

/** How many revisions lead to the latest one on the longest way. */
export function lengthOf(revisions: readonly Revision[]): number {
  const byName = new Map(revisions.map((one) => [one.revision, one]));
  const known = new Map<string, number>();
  let longest = 0;
  // Parents first, without recursion: a history may be long. One that leads back to itself ends too.
  for (const { revision } of revisions) {
    const way = [revision];
    while (way.length > 0) {
      const at = way[way.length - 1] ?? "";
      const parents = (byName.get(at)?.parents ?? []).filter((one) => byName.has(one));
      const open = parents.find((one) => !known.has(one) && !way.includes(one));
      if (open !== undefined) {
        way.push(open);
        continue;
      }
      way.pop();
      const number = 1 + Math.max(0, ...parents.map((one) => known.get(one) ?? 0));
      known.set(at, number);
      longest = Math.max(longest, number);
    }
  }
  return longest;
}
