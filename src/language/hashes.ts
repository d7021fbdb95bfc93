import type { HashEntry, Hashes } from "../model/record.ts";
import { pathProblem } from "./paths.ts";

const LINE = /^([0-9a-f]{64}) ([0-9a-f]{64}) (.+)$/;

/**
 * Reads `.scaffold/hashes`. A path that leads out of the project is damage as well. After a git merge a path may stand there twice; the last line counts,
 * since either is proved against the base before it is believed.
 */
export function parseHashes(text: string): { hashes: Hashes; badLines: readonly number[] } {
  const hashes = new Map<string, HashEntry>();
  const badLines: number[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === "") continue;
    const [, formatted, rendered, path] = LINE.exec(line) ?? [];
    if (formatted && rendered && path && pathProblem(path) === undefined)
      hashes.set(path, { formatted, rendered });
    else badLines.push(index + 1);
  }
  return { hashes, badLines };
}

/** Prints `.scaffold/hashes`: one line a path, sorted. */
export function printHashes(hashes: Hashes): string {
  return [...hashes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { formatted, rendered }]) => `${formatted} ${rendered} ${path}\n`)
    .join("");
}
