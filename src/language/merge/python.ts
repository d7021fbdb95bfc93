import type { ConflictChoice } from "../../model/project.ts";
import { functionStatements } from "../python/function-statements.ts";
import { withoutDecidedLines } from "./decided-additions.ts";
import { diffLines } from "./line-diff.ts";
import { lineBefore, withEdits } from "./line-edits.ts";
import { type LineRules, type MergeFault, mergeLines } from "./line-merge.ts";
import type { TextMerge, Versions } from "./outcome.ts";
import { commentLines, settleComments } from "./python-comments.ts";
import { settleForm } from "./python-form.ts";
import { settleImports } from "./python-imports.ts";
import { itemsOf, settleItems } from "./python-items.ts";
import { showsBorrowed, unreplaced, withMergedImports } from "./python-joined-imports.ts";
import { namedText } from "./python-names.ts";
import { ownRegistrationsFirst } from "./python-order.ts";
import { formatted, type PythonTools, remembering, treesOf } from "./python-tools.ts";
import { verifier } from "./python-verify.ts";

const NO_LINES: ReadonlySet<number> = new Set();

async function rulesFor(
  versions: Versions,
  verify: LineRules["verify"],
  tools: PythonTools,
): Promise<LineRules> {
  const { current, generated } = await treesOf(versions, tools);
  const items = {
    current: current ? itemsOf(current, versions.current) : [],
    generated: generated ? itemsOf(generated, versions.generated) : [],
  };
  const comments = {
    current: current ? commentLines(current, versions.current) : NO_LINES,
    generated: generated ? commentLines(generated, versions.generated) : NO_LINES,
  };
  return {
    settle: (chunk, lines) =>
      settleImports(chunk, lines, tools.groups) ??
      settleItems(chunk, lines, items) ??
      settleComments(chunk, lines, comments) ??
      settleForm(chunk, lines),
    ...(verify ? { verify } : {}),
    allowsMarkers: true,
  };
}

/** Two statements of a function are two, however equal they are. */
async function withoutDecidedPython(versions: Versions, { syntax }: PythonTools) {
  const tree = await syntax.parse(versions.generated);
  const statements = tree ? functionStatements(tree) : [];
  return withoutDecidedLines(
    versions,
    ({ start, end }) => !statements.some((line) => line >= start && line < end),
  );
}

/** How a merge is tried. */
interface Attempt {
  readonly choice?: ConflictChoice;
  /** Whether the imports of a module are merged as sets before its lines. */
  readonly mergesImports: boolean;
}

/** What came of it. */
interface Attempted {
  readonly merge: TextMerge;
  /**
   * Whether an import of one side does not go with what the other one has, or a conflict goes over the
   * imports: nobody could tell from it whose they are.
   */
  readonly isOfImports: boolean;
}

async function attempt(
  versions: Versions,
  tools: PythonTools,
  { choice, mergesImports }: Attempt,
): Promise<Attempted> {
  const faults: MergeFault[] = [];
  const trees = await treesOf(versions, tools);
  async function mergeWith(kept: readonly string[]) {
    const replaced = mergesImports
      ? await withMergedImports(versions, tools, new Set(kept))
      : unreplaced(versions);
    const open = await withoutDecidedPython(replaced.texts, tools);
    const moves = ownRegistrationsFirst({ texts: open, trees: await treesOf(open, tools) });
    const texts = { ...open, current: withEdits(open.current, moves) };
    const merged = { texts, trees: await treesOf(texts, tools), removed: replaced.removed };
    const find = verifier({ texts: versions, trees }, merged, tools);
    const rules = await rulesFor(
      texts,
      async (text, sides) => {
        const fault = await find(text, sides);
        if (fault) faults.push(fault);
        return fault;
      },
      tools,
    );
    return { replaced, moves, merge: await mergeLines(texts, rules, choice) };
  }
  const kept: string[] = [];
  let { replaced, moves, merge } = await mergeWith(kept);
  while (merge.kind === "merged") {
    const needed = await stillUsed(merge.text, replaced.removed, tools);
    if (needed.length === 0) return { merge, isOfImports: false };
    kept.push(...needed);
    ({ replaced, moves, merge } = await mergeWith(kept));
  }
  const { edits } = replaced;
  const regions = merge.regions.map((region) => ({
    ...region,
    line: lineBefore(lineBefore(region.line, moves), edits),
  }));
  const isOfImports = faults.some((fault) => fault.isOfImports) || showsBorrowed(regions, replaced);
  return { merge: { ...merge, regions }, isOfImports };
}

/** What nothing generated needs any more may be what a person's lines need. */
async function stillUsed(text: string, removed: readonly string[], { syntax }: PythonTools) {
  if (removed.length === 0) return [];
  const { names } = namedText(await syntax.parse(text), text) ?? {};
  const unknown = (names?.uses ?? []).filter(({ owner, meaning }) => owner === "" && !meaning);
  return removed.filter((removedName) => unknown.some(({ name }) => name === removedName));
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

/**
 * The merge without a choice. Where an import of one side does not go with what the other side
 * defines, or a conflict goes over the imports, a choice must be about both: the imports are lines
 * like all others then.
 */
async function undecided(versions: Versions, tools: PythonTools) {
  const { merge, isOfImports } = await attempt(versions, tools, { mergesImports: true });
  if (!isOfImports) return { merge, mergesImports: true };
  const plain = await attempt(versions, tools, { mergesImports: false });
  return { merge: plain.merge, mergesImports: false };
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
  const { merge } = await undecided({ base, current, generated }, tools);
  if (merge.kind === "conflict") return undefined;
  const text = await inPersonsForm(merge.text, { current: versions.current, form: current }, tools);
  return { ...merge, text };
}

/** Nobody reads longer files, and to know them takes longer than anybody wants to wait. */
const MAXIMUM_LINES = 5_000;
const TOO_LONG = `it was changed by hand, and it is too long to be merged: more than ${MAXIMUM_LINES} lines`;

function isLong(text: string): boolean {
  return text.split("\n", MAXIMUM_LINES + 2).length > MAXIMUM_LINES + 1;
}

/** A long text is merged line by line, and only where somebody said what to do with conflicts. */
async function mergeLong(
  versions: Versions,
  tools: PythonTools,
  choice: ConflictChoice | undefined,
): Promise<TextMerge> {
  if (choice === undefined) return { kind: "conflict", reason: TOO_LONG, regions: [] };
  const verify = async (text: string) =>
    (await formatted(text, tools)) === undefined ? { reason: TOO_LONG } : undefined;
  return mergeLines(versions, { verify, allowsMarkers: true }, choice);
}

/**
 * Merges Python: imports as sets, the rest line by line; what both put in at one place stays where
 * its order does not matter. What comes out parses, and defines no name twice that neither side
 * does. What is in conflict only because of its form is merged in the formatter's.
 */
export async function mergePython(
  versions: Versions,
  outside: PythonTools,
  choice?: ConflictChoice,
): Promise<TextMerge> {
  const tools = { ...outside, syntax: remembering(outside.syntax) };
  if (Object.values(versions).some(isLong)) return mergeLong(versions, tools, choice);
  const { merge, mergesImports } = await undecided(versions, tools);
  if (merge.kind === "merged") return merge;
  const again = await mergeFormatted(versions, tools);
  if (again) return again;
  if (choice === undefined) return merge;
  return (await attempt(versions, tools, { choice, mergesImports })).merge;
}
