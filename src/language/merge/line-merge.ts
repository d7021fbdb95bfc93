import type { ConflictChoice } from "../../model/project.ts";
import { type Chunk, chunksOf, fuse, type Lines, linesOf } from "./chunks.ts";
import { markedLines } from "./conflict-markers.ts";
import { movedByHand } from "./decided-additions.ts";
import { type ConflictRegion, SIDES, type TextMerge, type Versions } from "./outcome.ts";

/** Why a text that was merged line by line is not taken. */
export interface MergeFault {
  /** A clause. */
  readonly reason: string;
  /** Lines of the merged text that do not go together, from 0; without them it is all of it. */
  readonly lines?: readonly number[];
  /**
   * Each place is in conflict for itself; with lines of the sides that have a part in it, and that
   * the merged text may not have any more.
   */
  readonly apart?: Partial<Versions<readonly number[]>>;
  /** Whether an import has a part in it. */
  readonly isOfImports?: boolean;
}

/** What is known of a format beside its lines. */
export interface LineRules {
  /** Lines that hold what both sides did in a conflict, where that goes together. */
  readonly settle?: (chunk: Chunk, lines: Lines) => readonly string[] | undefined;
  /** What is wrong with a merged text; `versions` are those it was made of, without conflicts. */
  readonly verify?: (text: string, versions: Versions) => Promise<MergeFault | undefined>;
  readonly allowsMarkers: boolean;
}

/** Why a conflict is one, where nothing else is known. */
export const BOTH_CHANGED =
  "it was changed by hand, and what `scaffold` generates for it has changed at the same place";

/** After so many faults of one text the rest of it is one conflict. */
const MAXIMUM_FAULTS = 20;

function toLines(text: string): readonly string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

function toText(lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function settled(chunk: Chunk, lines: Lines, { settle }: LineRules): Chunk {
  if (chunk.kind !== "conflict") return chunk;
  const found = settle?.(chunk, lines);
  return found ? { ...chunk, kind: "settled", lines: found } : chunk;
}

/** What both sides have in common at the ends of a conflict is none. */
function regionOf(chunk: Chunk, lines: Lines): ConflictRegion & { readonly tail: number } {
  const [base, current, generated] = SIDES.map((side) => linesOf(lines, chunk, side)) as [
    readonly string[],
    readonly string[],
    readonly string[],
  ];
  const shorter = Math.min(current.length, generated.length);
  let head = 0;
  while (head < shorter && current[head] === generated[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && current.at(-1 - tail) === generated.at(-1 - tail)) tail += 1;
  const middle = current.slice(head, current.length - tail);
  return {
    base,
    current: middle,
    generated: generated.slice(head, generated.length - tail),
    line: chunk.current.start + head + 1,
    count: middle.length,
    tail,
  };
}

/** A conflict between its markers, within what both sides have in common. */
function marked(chunk: Chunk, lines: Lines): readonly string[] {
  const region = regionOf(chunk, lines);
  const current = linesOf(lines, chunk, "current");
  const head = current.slice(0, region.line - 1 - chunk.current.start);
  return [...head, ...markedLines(region), ...current.slice(current.length - region.tail)];
}

function linesAfter(chunk: Chunk, lines: Lines, choice: ConflictChoice): readonly string[] {
  if (chunk.kind === "settled") return chunk.lines ?? [];
  if (chunk.kind === "generated") return linesOf(lines, chunk, "generated");
  if (chunk.kind !== "conflict" || choice === "ours") return linesOf(lines, chunk, "current");
  return choice === "theirs" ? linesOf(lines, chunk, "generated") : marked(chunk, lines);
}

function textAfter(chunks: readonly Chunk[], lines: Lines, choice: ConflictChoice): string {
  return toText(chunks.flatMap((chunk) => linesAfter(chunk, lines, choice)));
}

/** The three texts as if nobody had changed what is in conflict but as it was chosen. */
function withoutConflicts(chunks: readonly Chunk[], lines: Lines, choice: ConflictChoice) {
  const side = (name: keyof Versions) =>
    toText(
      chunks.flatMap((chunk) =>
        chunk.kind === "conflict" ? linesAfter(chunk, lines, choice) : linesOf(lines, chunk, name),
      ),
    );
  return { base: side("base"), current: side("current"), generated: side("generated") };
}

/** Chunks as they are looked at: with one side in the places of conflict. */
interface View {
  readonly chunks: readonly Chunk[];
  readonly lines: Lines;
  readonly taken: ConflictChoice;
}

/** The chunks that lines of the merged text come from. */
function chunksAt({ chunks, lines, taken }: View, wanted: readonly number[]): number[] {
  const found: number[] = [];
  let first = 0;
  for (const [index, chunk] of chunks.entries()) {
    const end = first + linesAfter(chunk, lines, taken).length;
    if (wanted.some((line) => line >= first && line < end)) found.push(index);
    first = end;
  }
  return found;
}

/** The chunks that lines of one side are in. */
function chunksOn(chunks: readonly Chunk[], side: keyof Versions, wanted: readonly number[]) {
  return chunks.flatMap((chunk, index) =>
    wanted.some((line) => line >= chunk[side].start && line < chunk[side].end) ? [index] : [],
  );
}

/** Makes a conflict of each chunk that has a part in a fault; undefined where all are conflicts. */
function withConflictsApart(view: View, fault: MergeFault) {
  const { chunks } = view;
  const { current = [], generated = [] } = fault.apart ?? {};
  const named = [
    ...chunksAt(view, fault.lines ?? []),
    ...chunksOn(chunks, "current", current),
    ...chunksOn(chunks, "generated", generated),
  ];
  const isGuilty = ({ kind }: Chunk, index: number) =>
    named.includes(index) && kind !== "same" && kind !== "conflict";
  if (!chunks.some(isGuilty)) return undefined;
  return chunks.map((chunk, index): Chunk => {
    const { base, current: own, generated: other } = chunk;
    return isGuilty(chunk, index)
      ? { kind: "conflict", base, current: own, generated: other }
      : chunk;
  });
}

/** Makes a conflict of what does not go together; of all that was changed where that is not known. */
function withFault(view: View, fault: MergeFault): readonly Chunk[] {
  const { chunks } = view;
  const apart = fault.apart && withConflictsApart(view, fault);
  if (apart) return apart;
  const changed = chunks.flatMap(({ kind }, index) => (kind === "same" ? [] : [index]));
  const named = fault.lines ? chunksAt(view, fault.lines) : [];
  const guilty = named.filter((index) => changed.includes(index));
  const isNew = guilty.some((index) => chunks[index]?.kind !== "conflict");
  // One side alone defines nothing twice: of two definitions one may stand where nobody changed it.
  const span = !isNew ? changed : guilty.length > 1 ? named : guilty;
  return fuse(chunks, span[0] ?? 0, span.at(-1) ?? chunks.length - 1);
}

/** Chunks that go together, and why some of them do not. */
interface Verified {
  readonly chunks: readonly Chunk[];
  readonly reason: string;
}

/** Makes conflicts until what is left goes together. */
async function verified(
  start: readonly Chunk[],
  { lines, rules, choice }: { lines: Lines; rules: LineRules; choice: ConflictChoice | undefined },
): Promise<Verified> {
  const taken = choice === "theirs" ? "theirs" : "ours";
  const isUndecided = choice === undefined || choice === "markers";
  async function makesSenseAsGenerated(tried: readonly Chunk[]): Promise<boolean> {
    const versions = withoutConflicts(tried, lines, "theirs");
    const fault = await rules.verify?.(textAfter(tried, lines, "theirs"), versions);
    return !fault || fault.lines !== undefined;
  }
  let chunks = start;
  let reason = BOTH_CHANGED;
  for (let faults = 0; ; faults += 1) {
    const text = textAfter(chunks, lines, taken);
    const fault = await rules.verify?.(text, withoutConflicts(chunks, lines, taken));
    const isAll = chunks.every(({ kind }) => kind === "conflict" || kind === "same");
    const isOpen = chunks.some(({ kind }) => kind === "conflict");
    if (!fault || isAll) return { chunks, reason };
    // What stands in a conflict that nobody has decided yet may be why all of it makes no sense.
    if (isOpen && !fault.lines && isUndecided && (await makesSenseAsGenerated(chunks))) {
      return { chunks, reason };
    }
    if (reason === BOTH_CHANGED) reason = fault.reason;
    const view = { chunks, lines, taken } as const;
    chunks = withFault(view, faults < MAXIMUM_FAULTS ? fault : { reason });
  }
}

/**
 * Chunks as a choice needs them. Where the generated lines may be taken, all that goes with them is
 * in conflict: a choice takes nothing of a person's that nobody was told of.
 */
async function conflictsFor(
  start: readonly Chunk[],
  { lines, rules, choice }: { lines: Lines; rules: LineRules; choice: ConflictChoice | undefined },
): Promise<Verified> {
  if (choice === "ours" || choice === "markers") return verified(start, { lines, rules, choice });
  const found = await verified(start, { lines, rules, choice: undefined });
  if (found.chunks.every(({ kind }) => kind !== "conflict")) return found;
  const { chunks } = await verified(found.chunks, { lines, rules, choice: "theirs" });
  return { chunks, reason: found.reason };
}

/** Makes conflicts of lines that a person moved, and that are not generated any more. */
function withMovesApart(chunks: readonly Chunk[], lines: Lines): readonly Chunk[] {
  const moved = movedByHand(lines);
  return chunks.map((chunk) => {
    const { kind, current } = chunk;
    const isMoved = moved.some(
      ({ newStart, newEnd }) => newStart === current.start && newEnd === current.end,
    );
    return kind === "current" && isMoved ? { ...chunk, kind: "conflict" } : chunk;
  });
}

/** Merges three texts line by line, with what else is known of their format. */
export async function mergeLines(
  versions: Versions,
  rules: LineRules,
  choice?: ConflictChoice,
): Promise<TextMerge> {
  const lines = {
    base: toLines(versions.base),
    current: toLines(versions.current),
    generated: toLines(versions.generated),
  };
  const all = chunksOf(lines).map((chunk) => settled(chunk, lines, rules));
  const start = withMovesApart(all, lines);
  const { chunks, reason } = await conflictsFor(start, { lines, rules, choice });
  const count = chunks.filter(({ kind }) => kind === "conflict").length;
  const isUndecided = choice === undefined || (choice === "markers" && !rules.allowsMarkers);
  if (count > 0 && isUndecided) {
    return { kind: "conflict", reason, regions: regionsOf(chunks, lines) };
  }
  const text = textAfter(chunks, lines, choice ?? "ours");
  return { kind: "merged", text, marked: choice === "markers" ? count : 0 };
}

function regionsOf(chunks: readonly Chunk[], lines: Lines): readonly ConflictRegion[] {
  return chunks
    .filter(({ kind }) => kind === "conflict")
    .map((chunk) => {
      const { tail: _tail, ...region } = regionOf(chunk, lines);
      return region;
    });
}
