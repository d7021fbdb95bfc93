import type { Lines } from "./chunks.ts";
import { diffLines, type Hunk } from "./line-diff.ts";
import type { Versions } from "./outcome.ts";

/** Lines that one side put in, without the empty ones around them. */
interface Addition {
  readonly text: string;
  readonly length: number;
  /** The line of the base that they stand before. */
  readonly at: number;
  readonly hunk: Hunk;
}

function additionsOf(base: readonly string[], side: readonly string[]): readonly Addition[] {
  return diffLines(base, side).flatMap((hunk) => {
    if (hunk.start !== hunk.end) return [];
    const lines = side.slice(hunk.newStart, hunk.newEnd).filter((line) => line.trim() !== "");
    return lines.length === 0
      ? []
      : [{ text: lines.join("\n"), length: lines.length, at: hunk.start, hunk }];
  });
}

/** So many lines do not stand in one block twice by chance. */
const TELLING_LENGTH = 3;

/** Whether two places are in one list, in one class body or, for several lines, in one block. */
function isOneBlock(base: readonly string[], own: Addition, other: Addition): boolean {
  const indent = own.text.search(/\S/);
  const between = base.slice(Math.min(own.at, other.at), Math.max(own.at, other.at));
  return between.every((line) =>
    line.trim() === "" ? own.length >= TELLING_LENGTH : line.search(/\S/) >= indent,
  );
}

function withoutPlaces(additions: readonly Addition[], others: readonly Addition[]) {
  return additions.filter(
    ({ text, at }) => !others.some((other) => other.text === text && other.at === at),
  );
}

/** The generated lines that a person has too, if at another place. */
function equalAdditions({ base, current, generated }: Lines): readonly Addition[] {
  const all = { own: additionsOf(base, current), other: additionsOf(base, generated) };
  const own = withoutPlaces(all.own, all.other);
  const other = withoutPlaces(all.other, all.own);
  return other.filter((addition) => {
    const [one, ...more] = own.filter(({ text }) => text === addition.text);
    const isOnlyOne = other.filter(({ text }) => text === addition.text).length === 1;
    return one !== undefined && more.length === 0 && isOnlyOne && isOneBlock(base, one, addition);
  });
}

/**
 * The generated lines without what both sides put in in the same words, but at different places: that
 * is one addition, and stays where the person has it. So it is where git merged two branches, and a
 * person put both additions in, in another order than they are generated in.
 */
export function withoutEqualAdditions<Item>(lines: Lines, items: readonly Item[]): readonly Item[] {
  const equal = equalAdditions(lines);
  return items.filter(
    (_, at) => !equal.some(({ hunk }) => at >= hunk.newStart && at < hunk.newEnd),
  );
}

/** The same for whole texts. */
export function oneOfEqualAdditions(versions: Versions): Versions {
  const lines = {
    base: versions.base.split("\n"),
    current: versions.current.split("\n"),
    generated: versions.generated.split("\n"),
  };
  return { ...versions, generated: withoutEqualAdditions(lines, lines.generated).join("\n") };
}
