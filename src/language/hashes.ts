import type { HashEntry, Hashes } from "../model/record.ts";
import { conflictSides } from "./git-conflict.ts";
import { pathProblem } from "./paths.ts";

const LINE = /^([0-9a-f]{64}) ([0-9a-f]{64}) (.+)$/;

/** What `.scaffold/hashes` says. */
export interface ParsedHashes {
  readonly hashes: Hashes;
  /** Paths that stand there with two entries, as after a git merge. */
  readonly merged: ReadonlySet<string>;
  /** Numbers of lines that cannot be read, from 1. */
  readonly badLines: readonly number[];
}

/** The lines of both sides where git left a conflict, as it joins them with `merge=union`. */
function withBothSides(text: string): string {
  const sides = conflictSides(text);
  return sides ? `${sides.ours}\n${sides.theirs}` : text;
}

/**
 * Reads `.scaffold/hashes`. A path that leads out of the project is damage as well. After a git
 * merge a path may stand there twice, since its lines are joined; the last one counts.
 */
export function parseHashes(text: string): ParsedHashes {
  const hashes = new Map<string, HashEntry>();
  const merged = new Set<string>();
  const badLines: number[] = [];
  for (const [index, line] of withBothSides(text).split(/\r?\n/).entries()) {
    if (line === "") continue;
    const [, formatted, rendered, path] = LINE.exec(line) ?? [];
    if (!(formatted && rendered && path) || pathProblem(path) !== undefined) {
      badLines.push(index + 1);
      continue;
    }
    const known = hashes.get(path);
    if (known && (known.formatted !== formatted || known.rendered !== rendered)) merged.add(path);
    hashes.set(path, { formatted, rendered });
  }
  return { hashes, merged, badLines };
}

/** Prints `.scaffold/hashes`: one line a path, sorted. */
export function printHashes(hashes: Hashes): string {
  return [...hashes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, { formatted, rendered }]) => `${formatted} ${rendered} ${path}\n`)
    .join("");
}
