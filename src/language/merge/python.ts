import type { ConflictChoice } from "../../model/project.ts";
import type { Formatter, PythonNode, PythonSyntax } from "../../ports.ts";
import { FormatError } from "../../ports.ts";
import { countOf, definitionsOf, usedNames } from "../python/definitions.ts";
import { type ImportGroups, importLines } from "../template/import-order.ts";
import { diffLines } from "./line-diff.ts";
import { type LineRules, type MergeFault, mergeLines } from "./line-merge.ts";
import type { TextMerge, Versions } from "./outcome.ts";
import { importHead, mergeImports, settleImports } from "./python-imports.ts";
import { orderFreeItems, settleItems } from "./python-items.ts";

/** What a merge of Python needs of the outside. */
export interface PythonTools {
  readonly syntax: PythonSyntax;
  readonly formatter: Formatter;
  readonly groups: ImportGroups;
}

const UNPARSABLE = "it was changed by hand, and it is no Python that parses any more";
const WOULD_NOT_PARSE = "it was changed by hand, and with what is generated now it would not parse";

type Trees = Versions<PythonNode | null>;

async function treesOf(versions: Versions, { syntax }: PythonTools): Promise<Trees> {
  return {
    base: await syntax.parse(versions.base),
    current: await syntax.parse(versions.current),
    generated: await syntax.parse(versions.generated),
  };
}

/** The formatter's parser is stricter than the one of the tree: it knows all of the grammar. */
async function formatted(text: string, { formatter }: PythonTools): Promise<string | undefined> {
  try {
    return await formatter.format("merged.py", text);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return undefined;
  }
}

/** Names that a text defines more often than either side does. */
function definedTwice(text: string, tree: PythonNode, sides: readonly Definitions[]) {
  const definitions = definitionsOf(tree, text);
  const known = sides.map(countOf);
  for (const [key, count] of countOf(definitions)) {
    if (count <= Math.max(1, ...known.map((counts) => counts.get(key) ?? 0))) continue;
    const name = key.replaceAll(/[()]|^import /g, "");
    const lines = definitions.filter((one) => one.key === key).map(({ line }) => line);
    return { reason: `\`${name}\` is defined by hand and by what is generated now`, lines };
  }
  return undefined;
}

type Definitions = ReturnType<typeof definitionsOf>;

function verifier(versions: Versions, trees: Trees, tools: PythonTools) {
  const sides = [
    trees.current ? definitionsOf(trees.current, versions.current) : [],
    trees.generated ? definitionsOf(trees.generated, versions.generated) : [],
  ];
  return async (text: string): Promise<MergeFault | undefined> => {
    const tree = await tools.syntax.parse(text);
    if (!tree || (await formatted(text, tools)) === undefined) {
      return { reason: trees.current ? WOULD_NOT_PARSE : UNPARSABLE };
    }
    return definedTwice(text, tree, sides);
  };
}

async function rulesFor(versions: Versions, tools: PythonTools): Promise<LineRules> {
  const trees = await treesOf(versions, tools);
  const items = {
    current: trees.current ? orderFreeItems(trees.current, versions.current) : [],
    generated: trees.generated ? orderFreeItems(trees.generated, versions.generated) : [],
  };
  return {
    settle: (chunk, lines) =>
      settleImports(chunk, lines, tools.groups) ?? settleItems(chunk, lines, items),
    verify: verifier(versions, trees, tools),
    allowsMarkers: true,
  };
}

/** A text whose lines were replaced, and how its lines lead back to those before. */
interface Replaced {
  readonly texts: Versions;
  readonly lineBefore: (line: number) => number;
  readonly removed: readonly string[];
}

/** Gives all three texts the imports that they have together. */
async function withMergedImports(
  versions: Versions,
  tools: PythonTools,
  kept: ReadonlySet<string>,
): Promise<Replaced> {
  const asIs = { texts: versions, lineBefore: (line: number) => line, removed: [] };
  const trees = await treesOf(versions, tools);
  const head = (side: keyof Versions) => {
    const tree = trees[side];
    return tree ? importHead(tree, versions[side]) : undefined;
  };
  const [base, current, generated] = [head("base"), head("current"), head("generated")];
  if (!base || !current || !generated) return asIs;
  const merged = await mergeImports({ base, current, generated }, kept, async (names) => {
    const plain = importLines(names, tools.groups).join("\n");
    return ((await formatted(`${plain}\n`, tools)) ?? plain).trimEnd().split("\n");
  });
  if (!merged) return asIs;
  const put = (text: string, { line, endLine }: { line: number; endLine: number }) =>
    text
      .split("\n")
      .toSpliced(line, endLine - line, ...merged.lines)
      .join("\n");
  const shift = current.lines.length - merged.lines.length;
  return {
    texts: {
      base: put(versions.base, base),
      current: put(versions.current, current),
      generated: put(versions.generated, generated),
    },
    lineBefore: (line) => (line > current.line ? Math.max(current.line + 1, line + shift) : line),
    removed: merged.removed,
  };
}

async function attempt(
  versions: Versions,
  tools: PythonTools,
  choice: ConflictChoice | undefined,
): Promise<TextMerge> {
  let replaced = await withMergedImports(versions, tools, new Set());
  let merge = await mergeLines(replaced.texts, await rulesFor(replaced.texts, tools), choice);
  const kept = merge.kind === "merged" ? await stillUsed(merge.text, replaced.removed, tools) : [];
  if (kept.length > 0) {
    replaced = await withMergedImports(versions, tools, new Set(kept));
    merge = await mergeLines(replaced.texts, await rulesFor(replaced.texts, tools), choice);
  }
  if (merge.kind === "merged") return merge;
  const regions = merge.regions.map((region) => ({
    ...region,
    line: replaced.lineBefore(region.line),
  }));
  return { ...merge, regions };
}

/** What nothing generated needs any more may be what a person's lines need. */
async function stillUsed(text: string, removed: readonly string[], { syntax }: PythonTools) {
  if (removed.length === 0) return [];
  const tree = await syntax.parse(text);
  const used: ReadonlySet<string> = tree ? usedNames(tree, text) : new Set();
  return removed.filter((name) => used.has(name));
}

/**
 * Lines of a merge of formatted texts as the person has them, where formatting only changed what
 * stands within lines; new ones with tabs, where the person indents by tabs.
 */
async function inPersonsForm(
  merged: string,
  { current, form }: { readonly current: string; readonly form: string },
  tools: PythonTools,
): Promise<string> {
  const [own, plain, lines] = [current, form, merged].map((text) => text.split("\n"));
  if (!own || !plain || !lines || own.length !== plain.length) return merged;
  const usesTabs =
    own.some((line) => line.startsWith("\t")) && !own.some((line) => /^ +\S/.test(line));
  const tabbed = (line: string) =>
    usesTabs ? line.replace(/^(?: {4})+/, (indent) => "\t".repeat(indent.length / 4)) : line;
  const result: string[] = [];
  let [at, ownAt] = [0, 0];
  for (const hunk of [...diffLines(plain, lines), undefined]) {
    while (ownAt < (hunk?.start ?? own.length)) {
      result.push(own[ownAt] ?? "");
      ownAt += 1;
      at += 1;
    }
    while (hunk && at < hunk.newEnd) {
      result.push(tabbed(lines[at] ?? ""));
      at += 1;
    }
    ownAt = hunk?.end ?? ownAt;
  }
  const text = result.join("\n");
  return (await formatted(text, tools)) === (await formatted(merged, tools)) ? text : merged;
}

/** The merge of all three texts in the formatter's form; undefined where that helps nothing. */
async function mergeFormatted(
  versions: Versions,
  tools: PythonTools,
): Promise<TextMerge | undefined> {
  const base = await formatted(versions.base, tools);
  const current = await formatted(versions.current, tools);
  const generated = await formatted(versions.generated, tools);
  if (base === undefined || current === undefined || generated === undefined) return undefined;
  const isFormatted =
    base === versions.base && current === versions.current && generated === versions.generated;
  if (isFormatted) return undefined;
  const merge = await attempt({ base, current, generated }, tools, undefined);
  if (merge.kind === "conflict") return undefined;
  const text = await inPersonsForm(merge.text, { current: versions.current, form: current }, tools);
  return { ...merge, text };
}

/**
 * Merges Python: imports as sets, the rest line by line; what both put in at one place stays where
 * its order does not matter. What comes out parses, and defines no name twice that neither side
 * does. What is in conflict only because of its form is merged in the formatter's.
 */
export async function mergePython(
  versions: Versions,
  tools: PythonTools,
  choice?: ConflictChoice,
): Promise<TextMerge> {
  const merge = await attempt(versions, tools, undefined);
  if (merge.kind === "merged") return merge;
  const again = await mergeFormatted(versions, tools);
  if (again) return again;
  return choice === undefined ? merge : attempt(versions, tools, choice);
}
