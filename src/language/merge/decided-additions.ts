import type { Lines, Stretch } from "./chunks.ts";
import { diffLines, type Hunk } from "./line-diff.ts";
import type { Versions } from "./outcome.ts";

/** Lines of one text that another one does not have, without the empty ones around them. */
interface Difference {
  readonly text: string;
  readonly length: number;
  /** The line of the base that they stand at. */
  readonly at: number;
  readonly hunk: Hunk;
}

function differenceOf(hunk: Hunk, list: readonly string[], { start, end }: Stretch) {
  const lines = list.slice(start, end).filter((line) => line.trim() !== "");
  const { length } = lines;
  return length === 0 ? [] : [{ text: lines.join("\n"), length, at: hunk.start, hunk }];
}

/** What one side put in between lines of the base. */
function additionsOf(hunks: readonly Hunk[], side: readonly string[]): readonly Difference[] {
  return hunks
    .filter(({ start, end }) => start === end)
    .flatMap((hunk) => differenceOf(hunk, side, { start: hunk.newStart, end: hunk.newEnd }));
}

/** What one side took out between lines of the base. */
function removalsOf(hunks: readonly Hunk[], base: readonly string[]): readonly Difference[] {
  return hunks
    .filter(({ newStart, newEnd }) => newStart === newEnd)
    .flatMap((hunk) => differenceOf(hunk, base, hunk));
}

/** So many lines do not stand in one block twice by chance. */
const TELLING_LENGTH = 3;

/** Whether two places are in one list, in one class body or, for several lines, in one block. */
function isOneBlock(base: readonly string[], own: Difference, other: Difference): boolean {
  const indent = own.text.search(/\S/);
  const between = base.slice(Math.min(own.at, other.at), Math.max(own.at, other.at));
  return between.every((line) =>
    line.trim() === "" ? own.length >= TELLING_LENGTH : line.search(/\S/) >= indent,
  );
}

function withoutPlaces(additions: readonly Difference[], others: readonly Difference[]) {
  return additions.filter(
    ({ text, at }) => !others.some((other) => other.text === text && other.at === at),
  );
}

/** Whether lines are told apart by what they say: equal ones that both sides put in are one. */
export type CanBeOne = (lines: Stretch) => boolean;

/** The generated lines that a person has too, if at another place. */
function equalAdditions({ base, own, other }: Changes, canBeOne: CanBeOne): readonly Difference[] {
  const all = { own: additionsOf(...own), other: additionsOf(...other) };
  const additions = withoutPlaces(all.own, all.other);
  const others = withoutPlaces(all.other, all.own).filter(
    ({ length, hunk }) =>
      length >= TELLING_LENGTH || canBeOne({ start: hunk.newStart, end: hunk.newEnd }),
  );
  return others.filter((addition) => {
    const [one, ...more] = additions.filter(({ text }) => text === addition.text);
    const isOnlyOne = others.filter(({ text }) => text === addition.text).length === 1;
    return one !== undefined && more.length === 0 && isOnlyOne && isOneBlock(base, one, addition);
  });
}

/** What one side moved within a block, where the other side took it out. */
function movedAdditions(base: readonly string[], mover: Side, remover: Side) {
  const [hunks, lines] = mover;
  const removals = removalsOf(hunks, base).filter(({ hunk: { start, end } }) =>
    remover[0].some((one) => one.newStart === one.newEnd && one.start <= start && one.end >= end),
  );
  return additionsOf(hunks, lines).filter((addition) =>
    removals.some(
      (removal) => removal.text === addition.text && isOneBlock(base, removal, addition),
    ),
  );
}

type Side = readonly [hunks: readonly Hunk[], lines: readonly string[]];

/** What both sides made of the base. */
interface Changes {
  readonly base: readonly string[];
  readonly own: Side;
  readonly other: Side;
}

function changesOf({ base, current, generated }: Lines): Changes {
  return {
    base,
    own: [diffLines(base, current), current],
    other: [diffLines(base, generated), generated],
  };
}

/** Where a person moved lines to that are not generated any more. */
export function movedByHand(lines: Lines): readonly Hunk[] {
  const { base, own, other } = changesOf(lines);
  return movedAdditions(base, own, other).map(({ hunk }) => hunk);
}

/**
 * The generated lines without what a person has decided of them already:
 *
 * - What both sides put in in the same words, but at different places, is one addition, and stays
 *   where the person has it. So it is where git merged two branches, and a person put both additions
 *   in, in another order than they are generated in.
 * - What a person took out does not come back where it is generated at another place now.
 */
export function withoutDecided<Item>(
  lines: Lines,
  items: readonly Item[],
  canBeOne: CanBeOne = () => true,
): readonly Item[] {
  const changes = changesOf(lines);
  const { base, own, other } = changes;
  const decided = [...equalAdditions(changes, canBeOne), ...movedAdditions(base, other, own)];
  return items.filter(
    (_, at) => !decided.some(({ hunk }) => at >= hunk.newStart && at < hunk.newEnd),
  );
}

/** The same for whole texts. */
export function withoutDecidedLines(versions: Versions, canBeOne?: CanBeOne): Versions {
  const lines = {
    base: versions.base.split("\n"),
    current: versions.current.split("\n"),
    generated: versions.generated.split("\n"),
  };
  return { ...versions, generated: withoutDecided(lines, lines.generated, canBeOne).join("\n") };
}
