import type { PythonNode } from "../../ports.ts";
import { type Chunk, type Insertion, type Lines, linesOf } from "./chunks.ts";

/** Lines of both sides that hold a comment and nothing else. */
export interface SideComments {
  readonly current: ReadonlySet<number>;
  readonly generated: ReadonlySet<number>;
}

/** Whether nothing but space stands before a node in its line. */
export function isFirstInLine({ start }: PythonNode, text: string): boolean {
  return text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim() === "";
}

/** Finds the lines that hold a comment and nothing else. */
export function commentLines(module: PythonNode, text: string): ReadonlySet<number> {
  const found = new Set<number>();
  function visit(node: PythonNode): void {
    if (node.type === "comment" && isFirstInLine(node, text)) found.add(node.line);
    for (const child of node.children) visit(child);
  }
  visit(module);
  return found;
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}

function areComments({ side, lines: { start, end } }: Insertion, lines: Lines, all: SideComments) {
  const filled = lines[side]
    .slice(start, end)
    .flatMap((line, at) => (isBlank(line) ? [] : [start + at]));
  return filled.length > 0 && filled.every((at) => all[side].has(at));
}

/** Keeps comments where the other side changed what is beside them: each stays before what follows it. */
export function settleComments(
  { insertions = [], ...chunk }: Chunk,
  lines: Lines,
  all: SideComments,
): readonly string[] | undefined {
  const comments = insertions.find((insertion) => areComments(insertion, lines, all));
  if (!comments) return undefined;
  const { side, at, lines: stretch } = comments;
  const added = lines[side].slice(stretch.start, stretch.end);
  const others = linesOf(lines, chunk, side === "current" ? "generated" : "current");
  if (added.some((line) => !isBlank(line) && others.includes(line))) return undefined;
  if (insertions.length > 1 || at === "end") return [...others, ...added];
  // What a comment was about is gone.
  return others.length > 0 ? [...added, ...others] : undefined;
}
