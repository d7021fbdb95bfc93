import type { ConflictChoice } from "../../model/project.ts";
import { type Chunk, type Lines, linesOf } from "./chunks.ts";
import { withoutDecidedLines } from "./decided-additions.ts";
import { settleBlocks } from "./items.ts";
import { mergeLines } from "./line-merge.ts";
import { SIDES, type TextMerge, type Versions } from "./outcome.ts";

const ROW = /^\s*\|.*\|\s*$/;
const RULE = /^(:?)-+(:?)$/;
const FENCE = /^\s*(?:```|~~~)/;

function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(RULE, "$1---$2"));
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Gives each table of a text, which is rows that follow each other, other lines in its place. */
function mapTables(text: string, change: (rows: readonly string[]) => readonly string[]): string {
  const lines: string[] = [];
  let rows: string[] = [];
  let isCode = false;
  for (const line of text.split("\n")) {
    if (FENCE.test(line)) isCode = !isCode;
    if (!isCode && ROW.test(line)) {
      rows.push(line);
      continue;
    }
    lines.push(...change(rows), line);
    rows = [];
  }
  return [...lines, ...change(rows)].join("\n");
}

function withoutPadding(rows: readonly string[]): readonly string[] {
  return rows.map((row) => rowOf(cellsOf(row)));
}

/** A cell as wide as its column: a rule of dashes, or a text at the side that its rule names. */
function paddedCell(cell: string, { width, rule }: { width: number; rule: string }): string {
  const [, left = "", right = ""] = RULE.exec(cell) ?? [];
  if (RULE.test(cell)) return left + "-".repeat(width - left.length - right.length) + right;
  if (!rule.endsWith(":")) return cell.padEnd(width);
  if (!rule.startsWith(":")) return cell.padStart(width);
  return cell.padStart(cell.length + ((width - cell.length) >> 1)).padEnd(width);
}

function withPadding(rows: readonly string[]): readonly string[] {
  const table = rows.map(cellsOf);
  const widthOf = (column: number) => Math.max(...table.map((cells) => cells[column]?.length ?? 0));
  const [, rules = []] = table;
  if (!rules.every((rule) => RULE.test(rule))) return rows;
  const columns = rules.map((rule, column) => ({ width: widthOf(column), rule }));
  return table.map((cells) =>
    rowOf(cells.map((cell, at) => paddedCell(cell, columns[at] ?? { width: 0, rule: "" }))),
  );
}

/** Tables as one of the texts has them, and those that are new with columns of one width. */
function inFormOfTables(merged: string, texts: readonly string[]): string {
  const known = new Map<string, readonly string[]>();
  for (const text of texts) {
    mapTables(text, (rows) => {
      known.set(withoutPadding(rows).join("\n"), rows);
      return rows;
    });
  }
  return mapTables(merged, (rows) => known.get(rows.join("\n")) ?? withPadding(rows));
}

/** Rows that both sides added or changed, each known by its first cell. */
function settleRows(chunk: Chunk, lines: Lines): readonly string[] | undefined {
  const sides = SIDES.map((side) => linesOf(lines, chunk, side));
  if (!sides.flat().every((line) => ROW.test(line))) return undefined;
  return settleBlocks(chunk, lines, (line) => cellsOf(line)[0]);
}

/**
 * Merges Markdown line by line. One longer cell changes every row of a table whose columns are padded:
 * where that is in conflict, tables are merged without padding, and row by row.
 */
export async function mergeMarkdown(
  versions: Versions,
  choice?: ConflictChoice,
): Promise<TextMerge> {
  const rules = { allowsMarkers: true };
  const asIs = await mergeLines(withoutDecidedLines(versions), rules);
  if (asIs.kind === "merged") return asIs;
  const { base, current, generated } = versions;
  const plain = {
    base: mapTables(base, withoutPadding),
    current: mapTables(current, withoutPadding),
    generated: mapTables(generated, withoutPadding),
  };
  const merge = await mergeLines(
    withoutDecidedLines(plain),
    { ...rules, settle: settleRows },
    choice,
  );
  if (merge.kind === "conflict") return merge;
  return { ...merge, text: inFormOfTables(merge.text, [generated, current]) };
}
