import { lineStarts, positionAt } from "../../language/template/problem.ts";
import type { ChunkOrigin } from "../../language/template/run.ts";

/** A traced run: the pieces of a text and where each was made. */
export interface Trace {
  readonly chunks: readonly string[];
  readonly origins: readonly ChunkOrigin[];
  /** Where the lines of the template start. */
  readonly templateLines: readonly number[];
}

/** For each piece, the offset in the text where it starts. */
function chunkStarts(chunks: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let length = 0;
  for (const chunk of chunks) {
    starts.push(length);
    length += chunk.length;
  }
  return starts;
}

function countLines(text: string, end: number): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < end; at = text.indexOf("\n", at + 1))
    lines += 1;
  return lines;
}

/** The line of the template that made the character at an offset of the text. */
function lineAt(trace: Trace, starts: readonly number[], offset: number): number | undefined {
  const index = positionAt(starts, offset).line - 1;
  const [chunk, origin] = [trace.chunks[index], trace.origins[index]];
  if (chunk === undefined || !origin) return undefined;
  const { line } = positionAt(trace.templateLines, origin.start);
  return origin.lines ? line + countLines(chunk, offset - (starts[index] ?? 0)) : line;
}

/** Leads lines of a text back to lines of its template; both count from 1. */
export function templateLines(
  trace: Trace,
  text: string,
  originalOffset: (offset: number) => number | null,
): (line: number) => number | undefined {
  const starts = chunkStarts(trace.chunks);
  const lines = lineStarts(text);
  return (line) => {
    const start = lines[line - 1];
    if (start === undefined) return undefined;
    const offset = originalOffset(start);
    return offset === null ? undefined : lineAt(trace, starts, offset);
  };
}
