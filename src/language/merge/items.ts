import type { ConflictChoice } from "../../model/project.ts";
import { type Chunk, type Lines, linesOf } from "./chunks.ts";
import { type LineRules, type MergeFault, mergeLines } from "./line-merge.ts";
import { SIDES, type TextMerge, type Versions } from "./outcome.ts";

/** What the item of a line is known by; undefined where the line holds none. */
export type KeyOfLine = (line: string) => string | undefined;

/** A requirement is known by its package, however that is written. */
export function requirementKey(line: string): string | undefined {
  const [, name] = /^\s*([A-Za-z0-9][\w.-]*)/.exec(line) ?? [];
  return name?.toLowerCase().replaceAll(/[-_.]+/g, "-");
}

/** A variable is known by its name, also where it is commented out. */
export function variableKey(line: string): string | undefined {
  return /^\s*(?:#\s?)?(?:export\s+)?([A-Za-z_]\w*)=/.exec(line)?.[1];
}

/** A pattern is known by itself. */
export function patternKey(line: string): string | undefined {
  const pattern = line.trim();
  return pattern === "" || pattern.startsWith("#") ? undefined : pattern;
}

/** Whether an item goes on in the next line, as a requirement does with its hashes. */
function isContinued(line: string): boolean {
  return line.endsWith("\\") && !line.trimStart().startsWith("#");
}

/** An item with the comments and empty lines above it; the key of what follows the last is empty. */
type Blocks = ReadonlyMap<string, readonly string[]>;

/** @returns undefined where an item stands there twice. */
function blocksOf(lines: readonly string[], keyOf: KeyOfLine): Blocks | undefined {
  const blocks = new Map<string, readonly string[]>();
  let block: string[] = [];
  let item: string | undefined;
  for (const line of lines) {
    block.push(line);
    item ??= keyOf(line);
    if (item === undefined || isContinued(line)) continue;
    if (blocks.has(item)) return undefined;
    blocks.set(item, block);
    [block, item] = [[], undefined];
  }
  if (item !== undefined) return undefined;
  return block.length > 0 ? blocks.set("", block) : blocks;
}

function isSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a?.join("\n") === b?.join("\n");
}

/** What both sides made of one item; null where they contradict each other. */
function blockAfter(key: string, { base, current, generated }: Versions<Blocks>) {
  const [before, own, other] = [base.get(key), current.get(key), generated.get(key)];
  if (isSame(own, other) || isSame(other, before)) return own ?? [];
  if (isSame(own, before)) return other ?? [];
  return null;
}

/** Merges the items of a conflict by what they are known by; the person's come first. */
export function settleBlocks(
  chunk: Chunk,
  lines: Lines,
  keyOf: KeyOfLine,
): readonly string[] | undefined {
  const [base, current, generated] = SIDES.map((side) =>
    blocksOf(linesOf(lines, chunk, side), keyOf),
  );
  if (!base || !current || !generated) return undefined;
  const keys = [...new Set([...current.keys(), ...generated.keys()])].filter((key) => key !== "");
  const blocks = [...keys, ""].map((key) => blockAfter(key, { base, current, generated }));
  return blocks.some((block) => block === null)
    ? undefined
    : blocks.flatMap((block) => block ?? []);
}

/** What both sides added in the same words, if at different places, is taken from the person's. */
function withoutEqualAdditions(versions: Versions, keyOf: KeyOfLine): Versions {
  const base = new Set(versions.base.split("\n"));
  const current = new Set(versions.current.split("\n"));
  const generated = versions.generated
    .split("\n")
    .filter((line) => keyOf(line) === undefined || base.has(line) || !current.has(line));
  return { ...versions, generated: generated.join("\n") };
}

function countOf(text: string, keyOf: KeyOfLine): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) {
    const key = keyOf(line);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** Items that stand more often in a text than on either side. */
function standingTwice(text: string, versions: Versions, keyOf: KeyOfLine): MergeFault | undefined {
  const own = countOf(versions.current, keyOf);
  const other = countOf(versions.generated, keyOf);
  for (const [key, count] of countOf(text, keyOf)) {
    if (count <= Math.max(1, own.get(key) ?? 0, other.get(key) ?? 0)) continue;
    const lines = text.split("\n").flatMap((line, at) => (keyOf(line) === key ? [at] : []));
    return { reason: `\`${key}\` was added by hand and by what is generated now`, lines };
  }
  return undefined;
}

function rulesFor(versions: Versions, keyOf: KeyOfLine): LineRules {
  return {
    settle: (chunk, lines) => settleBlocks(chunk, lines, keyOf),
    verify: async (text) => standingTwice(text, versions, keyOf),
    allowsMarkers: true,
  };
}

/** Merges a text that holds one item a line, each known by its name. */
export function mergeItems(
  versions: Versions,
  keyOf: KeyOfLine,
  choice?: ConflictChoice,
): Promise<TextMerge> {
  const prepared = withoutEqualAdditions(versions, keyOf);
  return mergeLines(prepared, rulesFor(prepared, keyOf), choice);
}
