import type { ConflictRegion } from "./outcome.ts";

/** Whose text stands between the markers. */
const YOURS = "<<<<<<< your text";
const BASE = "||||||| generated before";
const MIDDLE = "=======";
const GENERATED = ">>>>>>> generated now";

/** The lines of a conflict between markers that git and editors know. */
export function markedLines({ base, current, generated }: ConflictRegion): readonly string[] {
  return [YOURS, ...current, BASE, ...base, MIDDLE, ...generated, GENERATED];
}

const NEVER_MARKED = /\.(?:jsonc?|code-workspace|webmanifest|toml)$/;

/** Whether conflicts may be left in a file: what programs read as a whole would be broken by it. */
export function canHoldMarkers(path: string): boolean {
  return !NEVER_MARKED.test(path);
}

/** Where the first conflict begins that somebody has not decided yet; the line counts from 1. */
export function markedLine(text: string): number | undefined {
  if (!text.includes("<<<<<<<")) return undefined;
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex((line) => /^<{7}(?: |$)/.test(line));
  const isClosed = lines.some((line, at) => at > first && /^>{7}(?: |$)/.test(line));
  return first >= 0 && isClosed ? first + 1 : undefined;
}
