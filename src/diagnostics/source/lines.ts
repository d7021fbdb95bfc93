import type { Position, Range } from "../../model/diagnostic.ts";

/** Where the lines of a text begin, for turning offsets into positions. */
export interface Lines {
  readonly text: string;
  /** Offset of each line's first character. */
  readonly starts: readonly number[];
}

/** Finds the lines of a text; `\n`, `\r\n` and a lone `\r` end one. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(at + 1);
  }
  return { text, starts };
}

/** The position of an offset; one behind the end is that of the end. */
function positionAt(lines: Lines, offset: number): Position {
  const wanted = Math.max(0, Math.min(offset, lines.text.length));
  let low = 0;
  let high = lines.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines.starts[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: wanted - (lines.starts[low] ?? 0) + 1 };
}

/** The range between two offsets. */
export function rangeBetween(lines: Lines, start: number, end: number): Range {
  return { start: positionAt(lines, start), end: positionAt(lines, end) };
}

/** A line's text without what ends it; empty behind the last. Lines count from 1. */
export function lineText(lines: Lines, line: number): string {
  const start = lines.starts[line - 1];
  if (start === undefined) return "";
  const end = lines.starts[line] ?? lines.text.length;
  return lines.text.slice(start, end).replace(/[\r\n]+$/, "");
}
