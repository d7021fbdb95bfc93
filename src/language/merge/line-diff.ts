/** A stretch in which two lists of lines differ; `end` and `newEnd` are the first lines after it. */
export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** A stretch of both lists that is still to be compared. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly newStart: number;
  readonly newEnd: number;
}

/** More differences than this are one: finding the fewest of them takes their square. */
const MAXIMUM_EDITS = 1_000;
/** Steps of one comparison; what is left then is one difference. */
const MAXIMUM_STEPS = 5_000_000;

interface Comparison {
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly hunks: Hunk[];
  readonly open: Stretch[];
  steps: number;
}

/** Equal lines get equal numbers, so that comparing two of them costs nothing. */
function numbered(lines: readonly string[], numbers: Map<string, number>): Int32Array {
  return Int32Array.from(lines, (line) => {
    const known = numbers.get(line) ?? numbers.size;
    numbers.set(line, known);
    return known;
  });
}

/** What is left of a stretch without the equal lines at its ends. */
function trimmed({ before, after }: Comparison, stretch: Stretch): Stretch {
  let { start, end, newStart, newEnd } = stretch;
  while (start < end && newStart < newEnd && before[start] === after[newStart]) {
    start += 1;
    newStart += 1;
  }
  while (start < end && newStart < newEnd && before[end - 1] === after[newEnd - 1]) {
    end -= 1;
    newEnd -= 1;
  }
  return { start, end, newStart, newEnd };
}

/** Where each line stands that is in a stretch only once. */
function uniqueLines(lines: Int32Array, start: number, end: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = start; at < end; at += 1) {
    const line = lines[at] ?? 0;
    places.set(line, places.has(line) ? -1 : at);
  }
  return places;
}

interface Pair {
  readonly at: number;
  readonly newAt: number;
  readonly previous: Pair | undefined;
}

/** The longest row of lines that are unique on both sides and in the same order. */
function anchors({ before, after }: Comparison, stretch: Stretch): readonly Pair[] {
  const places = uniqueLines(before, stretch.start, stretch.end);
  const newPlaces = uniqueLines(after, stretch.newStart, stretch.newEnd);
  /** The last pair of the best row of each length. */
  const rows: Pair[] = [];
  for (const [line, at] of places) {
    const newAt = newPlaces.get(line) ?? -1;
    if (at < 0 || newAt < 0) continue;
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((rows[middle]?.newAt ?? 0) < newAt) low = middle + 1;
      else high = middle;
    }
    rows[low] = { at, newAt, previous: rows[low - 1] };
  }
  const found: Pair[] = [];
  for (let pair = rows.at(-1); pair; pair = pair.previous) found.push(pair);
  return found.reverse();
}

/** Looks on between the anchors of a stretch. */
function splitAt(comparison: Comparison, stretch: Stretch, found: readonly Pair[]): void {
  let { start, newStart } = stretch;
  for (const { at, newAt } of found) {
    comparison.open.push({ start, end: at, newStart, newEnd: newAt });
    [start, newStart] = [at + 1, newAt + 1];
  }
  comparison.open.push({ start, end: stretch.end, newStart, newEnd: stretch.newEnd });
}

/** Whether the best way to a diagonal puts a line in; else it takes one out. */
function isAddition(last: Int32Array, diagonal: number, edits: number): boolean {
  if (diagonal === -edits) return true;
  return diagonal !== edits && furthest(last, diagonal - 1) < furthest(last, diagonal + 1);
}

/** How far a diagonal comes with one more edit, and along the equal lines behind it. */
function reach(comparison: Comparison, { start, end, newStart, newEnd }: Stretch, from: Step) {
  const { last, diagonal, edits } = from;
  const { before, after } = comparison;
  let at = 0;
  if (edits > 0) {
    at = isAddition(last, diagonal, edits)
      ? furthest(last, diagonal + 1)
      : furthest(last, diagonal - 1) + 1;
  }
  const first = at;
  const shift = newStart - diagonal;
  while (start + at < end && shift + at < newEnd && before[start + at] === after[shift + at])
    at += 1;
  comparison.steps += at - first + 1;
  return at;
}

interface Step {
  /** How far each diagonal came with one edit less. */
  readonly last: Int32Array;
  readonly diagonal: number;
  readonly edits: number;
}

/**
 * How far each diagonal comes with each number of edits (Myers), until one reaches the end.
 *
 * @returns undefined where that takes too many edits or steps.
 */
function trace(comparison: Comparison, stretch: Stretch): readonly Int32Array[] | undefined {
  const height = stretch.end - stretch.start;
  const width = stretch.newEnd - stretch.newStart;
  const reached: Int32Array[] = [];
  let last = new Int32Array(1);
  for (let edits = 0; edits <= MAXIMUM_EDITS; edits += 1) {
    const next = new Int32Array(2 * edits + 1);
    reached.push(next);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const at = reach(comparison, stretch, { last, diagonal, edits });
      next[diagonal + edits] = at;
      if (at >= height && at - diagonal >= width) return reached;
    }
    if (comparison.steps > MAXIMUM_STEPS) return undefined;
    last = next;
  }
  return undefined;
}

/** How many lines of the first list a diagonal has passed; each list is centred at diagonal 0. */
function furthest(reached: Int32Array, diagonal: number): number {
  return reached[diagonal + (reached.length >> 1)] ?? -1;
}

/** Reads the way to the end backwards; each edit is a hunk of one line. */
function hunksOf(reached: readonly Int32Array[], stretch: Stretch): Hunk[] {
  const hunks: Hunk[] = [];
  let at = stretch.end - stretch.start;
  let newAt = stretch.newEnd - stretch.newStart;
  for (let edits = reached.length - 1; edits > 0; edits -= 1) {
    const last = reached[edits - 1] ?? new Int32Array(1);
    const diagonal = at - newAt;
    const isDown = isAddition(last, diagonal, edits);
    const from = furthest(last, isDown ? diagonal + 1 : diagonal - 1);
    const newFrom = from - diagonal + (isDown ? -1 : 1);
    hunks.push({
      start: stretch.start + from,
      end: stretch.start + from + (isDown ? 0 : 1),
      newStart: stretch.newStart + newFrom,
      newEnd: stretch.newStart + newFrom + (isDown ? 1 : 0),
    });
    [at, newAt] = [from, newFrom];
  }
  return hunks;
}

function compareStretch(comparison: Comparison, whole: Stretch): void {
  const stretch = trimmed(comparison, whole);
  const { start, end, newStart, newEnd } = stretch;
  if (start === end && newStart === newEnd) return;
  if (start === end || newStart === newEnd) {
    comparison.hunks.push(stretch);
    return;
  }
  const found = anchors(comparison, stretch);
  if (found.length > 0) {
    splitAt(comparison, stretch, found);
    return;
  }
  const reached = trace(comparison, stretch);
  for (const hunk of reached ? hunksOf(reached, stretch) : [stretch]) comparison.hunks.push(hunk);
}

/** Hunks in order; those with no line between them are one. */
function joined(hunks: readonly Hunk[]): Hunk[] {
  const result: Hunk[] = [];
  for (const hunk of [...hunks].sort((a, b) => a.start - b.start || a.newStart - b.newStart)) {
    const last = result.at(-1);
    if (last && last.end === hunk.start && last.newEnd === hunk.newStart) {
      result[result.length - 1] = { ...last, end: hunk.end, newEnd: hunk.newEnd };
    } else result.push(hunk);
  }
  return result;
}

/** Finds the indents of stretches that begin ever later in a list: no line is read twice. */
function indentFinder(list: readonly string[]): (start: number, end: number) => number {
  let at = 0;
  return (start, end) => {
    at = Math.max(at, start);
    while (at < end && list[at]?.trim() === "") at += 1;
    return at < end ? (list[at]?.search(/\S/) ?? 0) : Number.POSITIVE_INFINITY;
  };
}

interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

interface Neighbours {
  readonly before: Hunk | undefined;
  readonly after: Hunk | undefined;
}

/** Half a step more where lines begin in the middle of something: a decorator belongs to what follows. */
function depthFinder(list: readonly string[]): (start: number, end: number) => number {
  const indentOf = indentFinder(list);
  return (start, end) => {
    const isApart = start === 0 || list[start - 1]?.trim() === "";
    return indentOf(start, end) + (isApart ? 0 : 0.5);
  };
}

/**
 * Lines that are only added (or only taken away) may often be told in several places: the end of one
 * function is the end of the next. Of these the one is taken that begins with the least indent, behind
 * an empty line if it can, and the last of several, so that two sides tell of what they added in the
 * same way.
 */
function slid(hunk: Hunk, lines: Sides, near: Neighbours): Hunk {
  const isAdded = hunk.start === hunk.end;
  if (!isAdded && hunk.newStart !== hunk.newEnd) return hunk;
  const list = isAdded ? lines.after : lines.before;
  const [from, to] = isAdded ? [hunk.newStart, hunk.newEnd] : [hunk.start, hunk.end];
  const other = isAdded ? hunk.start : hunk.newStart;
  const lowest = isAdded ? near.before?.newEnd : near.before?.end;
  const highest = (isAdded ? near.after?.newStart : near.after?.start) ?? list.length;
  let first = 0;
  while (
    from + first > (lowest ?? 0) &&
    other + first > 0 &&
    list[from + first - 1] === list[to + first - 1]
  ) {
    first -= 1;
  }
  const depthOf = depthFinder(list);
  let best = first;
  let bestDepth = depthOf(from + first, to + first);
  for (let by = first; to + by < highest && list[from + by] === list[to + by]; by += 1) {
    const depth = depthOf(from + by + 1, to + by + 1);
    if (depth <= bestDepth) [best, bestDepth] = [by + 1, depth];
  }
  return {
    start: hunk.start + best,
    end: hunk.end + best,
    newStart: hunk.newStart + best,
    newEnd: hunk.newEnd + best,
  };
}

/**
 * Finds what makes one list of lines out of another: by lines that stand once on both sides
 * (patience), between them by the fewest edits, and as one difference where that takes too long.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const numbers = new Map<string, number>();
  const comparison: Comparison = {
    before: numbered(before, numbers),
    after: numbered(after, numbers),
    hunks: [],
    open: [{ start: 0, end: before.length, newStart: 0, newEnd: after.length }],
    steps: 0,
  };
  for (let stretch = comparison.open.pop(); stretch; stretch = comparison.open.pop()) {
    compareStretch(comparison, stretch);
  }
  const hunks = joined(comparison.hunks);
  for (const [index, hunk] of hunks.entries()) {
    const near = { before: hunks[index - 1], after: hunks[index + 1] };
    hunks[index] = slid(hunk, { before, after }, near);
  }
  return joined(hunks);
}
