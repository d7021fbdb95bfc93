import { diffLines, type Hunk } from "./line-diff.ts";
import type { Versions } from "./outcome.ts";

/** A stretch of lines; `end` is the first line after it. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Lines that one side put between two lines of the base, beside a change of the other. */
export interface Insertion {
  readonly side: "current" | "generated";
  readonly at: "start" | "end";
  readonly lines: Stretch;
}

/** A stretch of all three texts: what became of some lines of the base on either side. */
export interface Chunk extends Versions<Stretch> {
  readonly kind:
    | "same"
    /** One side changed it, or both in the same way. */
    | "current"
    | "generated"
    | "conflict"
    /** Both changed it, and what they did goes together. */
    | "settled";
  /** The lines of a settled conflict. */
  readonly lines?: readonly string[];
  /** In a conflict: what one side only put in. */
  readonly insertions?: readonly Insertion[];
}

/** Lines of the three texts. */
export type Lines = Versions<readonly string[]>;

/** The lines of a chunk on one side. */
export function linesOf(lines: Lines, chunk: Chunk, side: keyof Versions): readonly string[] {
  return lines[side].slice(chunk[side].start, chunk[side].end);
}

/** Hunks of both sides that have to do with the same lines of the base. */
interface Group {
  readonly start: number;
  readonly end: number;
  readonly current: readonly Hunk[];
  readonly generated: readonly Hunk[];
}

/**
 * Whether a hunk has to do with the group before it: they share lines, or one puts lines in just
 * where the other begins or ends. Two changes of neighbouring lines have nothing to do with each
 * other.
 */
function touches(group: Group, hunk: Hunk): boolean {
  if (hunk.start < group.end) return true;
  return hunk.start === group.end && (hunk.start === hunk.end || group.start === group.end);
}

function withHunk(group: Group | undefined, side: "current" | "generated", hunk: Hunk): Group {
  const { start, end, ...sides } = group ?? { ...hunk, current: [], generated: [] };
  return {
    start: Math.min(start, hunk.start),
    end: Math.max(end, hunk.end),
    current: sides.current,
    generated: sides.generated,
    [side]: [...sides[side], hunk],
  };
}

function groupsOf(current: readonly Hunk[], generated: readonly Hunk[]): readonly Group[] {
  const all = [
    ...current.map((hunk) => ({ side: "current" as const, hunk })),
    ...generated.map((hunk) => ({ side: "generated" as const, hunk })),
  ].sort((a, b) => a.hunk.start - b.hunk.start || a.hunk.end - b.hunk.end);
  const groups: Group[] = [];
  for (const { side, hunk } of all) {
    const last = groups.at(-1);
    if (last && touches(last, hunk)) groups[groups.length - 1] = withHunk(last, side, hunk);
    else groups.push(withHunk(undefined, side, hunk));
  }
  return groups;
}

/** The lines of one side for a stretch of the base that begins `shift` lines earlier there. */
function stretchOf(group: Group, hunks: readonly Hunk[], shift: number): Stretch {
  const [first, last] = [hunks[0], hunks.at(-1)];
  if (!first || !last) return { start: group.start + shift, end: group.end + shift };
  return {
    start: first.newStart - (first.start - group.start),
    end: last.newEnd + (group.end - last.end),
  };
}

/** Where a side only put lines in, at the beginning or the end of what the other side changed. */
function insertionsOf(group: Group): readonly Insertion[] {
  const found: Insertion[] = [];
  for (const side of ["current", "generated"] as const) {
    const [hunk, ...others] = group[side];
    if (!hunk || others.length > 0 || hunk.start !== hunk.end) continue;
    const lines = { start: hunk.newStart, end: hunk.newEnd };
    if (hunk.start === group.end) found.push({ side, at: "end", lines });
    else if (hunk.start === group.start) found.push({ side, at: "start", lines });
  }
  return found;
}

function kindOf(group: Group, chunk: Versions<Stretch>, lines: Lines): Chunk["kind"] {
  if (group.generated.length === 0) return "current";
  if (group.current.length === 0) return "generated";
  const [current, generated] = [chunk.current, chunk.generated];
  const isEqual =
    current.end - current.start === generated.end - generated.start &&
    lines.current
      .slice(current.start, current.end)
      .every((line, index) => line === lines.generated[generated.start + index]);
  return isEqual ? "current" : "conflict";
}

/** Sets three texts side by side: what is the same, what one side changed, what both did. */
export function chunksOf(lines: Lines): readonly Chunk[] {
  const groups = groupsOf(
    diffLines(lines.base, lines.current),
    diffLines(lines.base, lines.generated),
  );
  const chunks: Chunk[] = [];
  let done: Versions<number> = { base: 0, current: 0, generated: 0 };
  const same = (until: number) => {
    const length = until - done.base;
    if (length === 0) return;
    const stretch = (start: number) => ({ start, end: start + length });
    chunks.push({
      kind: "same",
      base: stretch(done.base),
      current: stretch(done.current),
      generated: stretch(done.generated),
    });
  };
  for (const group of groups) {
    same(group.start);
    const stretches = {
      base: { start: group.start, end: group.end },
      current: stretchOf(group, group.current, done.current - done.base),
      generated: stretchOf(group, group.generated, done.generated - done.base),
    };
    const kind = kindOf(group, stretches, lines);
    const insertions = kind === "conflict" ? insertionsOf(group) : [];
    chunks.push({ kind, ...stretches, ...(insertions.length > 0 ? { insertions } : {}) });
    done = {
      base: group.end,
      current: stretches.current.end,
      generated: stretches.generated.end,
    };
  }
  same(lines.base.length);
  return chunks;
}

/** Makes one conflict of some chunks and all that stands between them. */
export function fuse(chunks: readonly Chunk[], from: number, to: number): readonly Chunk[] {
  const [first, last] = [chunks[from], chunks[to]];
  if (!first || !last) return chunks;
  const span = (side: keyof Versions) => ({ start: first[side].start, end: last[side].end });
  const fused: Chunk = {
    kind: "conflict",
    base: span("base"),
    current: span("current"),
    generated: span("generated"),
  };
  return [...chunks.slice(0, from), fused, ...chunks.slice(to + 1)];
}
