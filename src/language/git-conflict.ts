/** The versions of a file in which `git merge` left conflicts. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
  /** The common ancestor, where git was told to write it down (`merge.conflictStyle`). */
  readonly ancestor?: string;
}

const MARKS = { "<<<<<<< ": "ours", "||||||| ": "ancestor", "=======": "theirs" } as const;
const END = ">>>>>>> ";

type Side = "ours" | "ancestor" | "theirs";

function sideAt(line: string): Side | undefined {
  for (const [mark, side] of Object.entries(MARKS)) {
    if (mark.endsWith(" ") ? line.startsWith(mark) : line === mark) return side;
  }
  return undefined;
}

/** After which side of a conflict another one may begin. */
const NEXT: Readonly<Record<Side | "none", readonly Side[]>> = {
  none: ["ours"],
  ours: ["ancestor", "theirs"],
  ancestor: ["theirs"],
  theirs: [],
};

const CONFLICT = /^<{7} [\s\S]*?^>{7} [^\n]*$/gm;

/**
 * Two texts in which git left the same conflicts, as one side had them; another text without
 * conflicts stays as it is.
 *
 * @returns undefined where their conflicts differ.
 */
export function withoutEqualConflicts(
  first: string,
  second: string,
): readonly [string, string] | undefined {
  const [one, other] = [conflictSides(first), conflictSides(second)];
  if (!other) return one ? [one.ours, second] : [first, second];
  const conflictsOf = (text: string) => text.replaceAll("\r\n", "\n").match(CONFLICT)?.join("\n");
  if (!one || conflictsOf(first) !== conflictsOf(second)) return undefined;
  return [one.ours, other.ours];
}

interface Reading {
  /** The side that lines belong to; outside of conflicts they belong to all. */
  at: Side | "none";
  readonly sides: Readonly<Record<Side, string[]>>;
  readonly seen: Record<Side, number>;
}

function readLine(reading: Reading, line: string): void {
  const { at, sides, seen } = reading;
  const bare = line.endsWith("\r") ? line.slice(0, -1) : line;
  const next = sideAt(bare);
  if (next && NEXT[at].includes(next)) {
    reading.at = next;
    seen[next] += 1;
  } else if (at === "theirs" && bare.startsWith(END)) reading.at = "none";
  else if (at === "none") for (const side of Object.values(sides)) side.push(line);
  else sides[at].push(line);
}

/**
 * Takes a text with conflict markers apart.
 *
 * @returns undefined where the text has no conflict, or one that is not whole.
 */
export function conflictSides(text: string): ConflictSides | undefined {
  if (!text.includes("<<<<<<< ")) return undefined;
  const sides = { ours: [], ancestor: [], theirs: [] };
  const seen = { ours: 0, ancestor: 0, theirs: 0 };
  const reading: Reading = { at: "none", sides, seen };
  for (const line of text.split("\n")) readLine(reading, line);
  if (reading.at !== "none" || seen.ours === 0) return undefined;
  const whole = { ours: sides.ours.join("\n"), theirs: sides.theirs.join("\n") };
  return seen.ancestor === seen.ours ? { ...whole, ancestor: sides.ancestor.join("\n") } : whole;
}
