import { importLines } from "../template/import-order.ts";
import { type LineEdit, withEdits } from "./line-edits.ts";
import { type ConflictRegion, SIDES, type Versions } from "./outcome.ts";
import { type ImportHead, importHead, isOwnStatement } from "./python-import-head.ts";
import { mergeImports } from "./python-imports.ts";
import { formatted, type PythonTools, treesOf } from "./python-tools.ts";

const NO_TEXTS: ReadonlySet<string> = new Set();

/** Texts of which lines were replaced, and what became of those of the person's. */
export interface Replaced {
  readonly texts: Versions;
  /** Lines that a text got of the others, and never had. */
  readonly borrowed: Versions<ReadonlySet<string>>;
  readonly edits: readonly LineEdit[];
  readonly removed: readonly string[];
}

const NONE_BORROWED = { base: NO_TEXTS, current: NO_TEXTS, generated: NO_TEXTS };

/** Texts with the imports that they have. */
export function unreplaced(versions: Versions): Replaced {
  return { texts: versions, borrowed: NONE_BORROWED, edits: [], removed: [] };
}

/** Lines that a text does not have. */
function without(lines: readonly string[], text: string): ReadonlySet<string> {
  const own = new Set(text.split("\n"));
  return new Set(lines.filter((line) => line !== "" && !own.has(line)));
}

/** The imports of three modules; undefined where one of them does not begin with any. */
async function importHeads(
  versions: Versions,
  tools: PythonTools,
): Promise<Versions<ImportHead> | undefined> {
  const trees = await treesOf(versions, tools);
  if (!trees.base || !trees.current || !trees.generated) return undefined;
  const isOwn = isOwnStatement([
    [trees.base, versions.base],
    [trees.generated, versions.generated],
  ]);
  const base = importHead(trees.base, versions.base);
  const current = importHead(trees.current, versions.current, isOwn);
  const generated = importHead(trees.generated, versions.generated);
  return base && current && generated ? { base, current, generated } : undefined;
}

/** Gives all three texts the imports that they have together. */
export async function withMergedImports(
  versions: Versions,
  tools: PythonTools,
  kept: ReadonlySet<string>,
): Promise<Replaced> {
  const heads = await importHeads(versions, tools);
  if (!heads) return unreplaced(versions);
  const merged = await mergeImports(heads, kept, async (names) => {
    const plain = importLines(names, tools.groups).join("\n");
    return ((await formatted(`${plain}\n`, tools)) ?? plain).trimEnd().split("\n");
  });
  if (!merged) return unreplaced(versions);
  const { lines, late, removed } = merged;
  const head = (side: keyof Versions) => ({ ...heads[side], lines });
  const edits = [head("current"), ...late];
  return {
    texts: {
      base: withEdits(versions.base, [head("base")]),
      current: withEdits(versions.current, edits),
      generated: withEdits(versions.generated, [head("generated")]),
    },
    borrowed: {
      base: without(lines, versions.base),
      current: without(lines, versions.current),
      generated: without(lines, versions.generated),
    },
    edits,
    removed,
  };
}

/** Whether a conflict would show as one side's what this side never had. */
export function showsBorrowed(regions: readonly ConflictRegion[], { borrowed }: Replaced): boolean {
  return regions.some((region) =>
    SIDES.some((side) => region[side].some((line) => borrowed[side].has(line))),
  );
}
