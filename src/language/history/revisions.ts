import type { RevisionNames } from "../../model/history.ts";

/** One file of a history, written by us or by a person. */
export interface Revision {
  readonly revision: string;
  readonly parents: readonly string[];
}

/** What counts in a value: a text, a comment, a bracket, the end of a line that is not continued. */
const TOKEN = /"([^"\\\n]*)"|'([^'\\\n]*)'|#[^\n]*|\\\r?\n|[([\])\n]/g;

/** The texts that a Python file assigns to a name: of a string, or of a tuple or list of them. */
function assignedTexts(source: string, name: string): readonly string[] {
  const start = new RegExp(`^${name}[ \\t]*(?::[^=\\n]*)?=(?!=)[ \\t]*`, "m").exec(source);
  if (!start) return [];
  const texts: string[] = [];
  let depth = 0;
  for (const [token, double, single] of source
    .slice(start.index + start[0].length)
    .matchAll(TOKEN)) {
    const text = double ?? single;
    if (text !== undefined) texts.push(text);
    else if (token === "(" || token === "[") depth += 1;
    else if (token === ")" || token === "]") depth -= 1;
    else if (token === "\n" && depth === 0) break;
  }
  return texts;
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

/** Revisions that are followed and are not there, each with one that follows it. */
export function missingParents<R extends Revision>(
  revisions: readonly R[],
): readonly { readonly file: R; readonly parent: string }[] {
  const known = new Set(revisions.map(({ revision }) => revision));
  return revisions.flatMap((file) =>
    file.parents.filter((parent) => !known.has(parent)).map((parent) => ({ file, parent })),
  );
}

/** How many revisions lead to the latest one on the longest way. */
export function lengthOf(revisions: readonly Revision[]): number {
  const byName = new Map(revisions.map((one) => [one.revision, one]));
  const known = new Map<string, number>();
  let longest = 0;
  // Parents first, without recursion: a history may be long. One that leads back to itself ends too.
  for (const { revision } of revisions) {
    const way = [revision];
    const isOnWay = new Set(way);
    while (way.length > 0) {
      const at = way[way.length - 1] ?? "";
      const parents = (byName.get(at)?.parents ?? []).filter((one) => byName.has(one));
      const open = parents.find((one) => !known.has(one) && !isOnWay.has(one));
      if (open !== undefined) {
        way.push(open);
        isOnWay.add(open);
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
