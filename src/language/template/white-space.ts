import type { Mark } from "./marks.ts";

export function isSpace(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 32 || (code >= 9 && code <= 13);
}

function isBlank(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  return code === 32 || code === 9;
}

function skipBlanks(source: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(source, at)) at += 1;
  return at;
}

function skipBlanksBack(source: string, from: number, start: number): number {
  let at = from;
  while (at > start && isBlank(source, at - 1)) at -= 1;
  return at;
}

/** The offset after a line's end at `at`, or undefined where no line ends there. */
function afterNewline(source: string, at: number): number | undefined {
  if (at === source.length) return at;
  if (source[at] === "\n") return at + 1;
  return source.startsWith("\r\n", at) ? at + 2 : undefined;
}

/** For each mark: the texts before and after it, cut where the mark takes white space along. */
export interface Cut {
  before: number;
  after: number;
}

/**
 * Tags and comments that have lines to themselves vanish with those lines. A run is a sequence of
 * marks with only blanks between them; it is cut when it starts and ends a line and prints nothing.
 */
function cutOwnLines(source: string, marks: readonly Mark[], cuts: Cut[]): void {
  let from = 0;
  while (from < marks.length) {
    let to = from;
    while (joinsNext(source, marks, to)) to += 1;
    const run = marks.slice(from, to + 1);
    const [first, last] = [marks[from], marks[to]];
    if (first && last && run.every(leavesNothing)) {
      const before = skipBlanksBack(source, first.start, marks[from - 1]?.end ?? 0);
      const startsLine = before === 0 || source[before - 1] === "\n";
      const lineEnd = skipBlanks(source, last.end, marks[to + 1]?.start ?? source.length);
      const after = afterNewline(source, lineEnd);
      if (startsLine && after !== undefined) cutRun(cuts, { from, to, before, after });
    }
    from = to + 1;
  }
}

/** A dash says exactly what goes, so such a mark has no line taken from it. */
function leavesNothing(mark: Mark): boolean {
  return mark.kind !== "print" && !mark.trimBefore && !mark.trimAfter;
}

function joinsNext(source: string, marks: readonly Mark[], index: number): boolean {
  const [mark, next] = [marks[index], marks[index + 1]];
  return (
    mark !== undefined &&
    next !== undefined &&
    skipBlanks(source, mark.end, next.start) === next.start
  );
}

function cutRun(
  cuts: Cut[],
  run: {
    readonly from: number;
    readonly to: number;
    readonly before: number;
    readonly after: number;
  },
): void {
  for (let index = run.from; index <= run.to; index += 1) {
    const cut = cuts[index];
    if (!cut) continue;
    cut.before = index === run.from ? run.before : Number.NEGATIVE_INFINITY;
    cut.after = index === run.to ? run.after : Number.POSITIVE_INFINITY;
  }
}

function trimmedBefore(source: string, from: number, floor: number): number {
  let at = from;
  while (at > floor && isSpace(source, at - 1)) at -= 1;
  return at;
}

function trimmedAfter(source: string, from: number, ceiling: number): number {
  let at = from;
  while (at < ceiling && isSpace(source, at)) at += 1;
  return at;
}

/** `-` at a mark takes all white space on its side, lines too. */
function cutTrimmed(source: string, marks: readonly Mark[], cuts: Cut[]): void {
  marks.forEach((mark, index) => {
    const cut = cuts[index];
    if (!cut) return;
    const floor = marks[index - 1]?.end ?? 0;
    const ceiling = marks[index + 1]?.start ?? source.length;
    if (mark.trimBefore) {
      cut.before = trimmedBefore(source, Math.min(mark.start, Math.max(cut.before, floor)), floor);
    }
    if (mark.trimAfter) {
      cut.after = trimmedAfter(source, Math.max(mark.end, Math.min(cut.after, ceiling)), ceiling);
    }
  });
}

/** Where the texts around each mark are cut. */
export function cutWhiteSpace(source: string, marks: readonly Mark[]): readonly Cut[] {
  const cuts = marks.map((mark) => ({ before: mark.start, after: mark.end }));
  cutOwnLines(source, marks, cuts);
  cutTrimmed(source, marks, cuts);
  return cuts;
}
