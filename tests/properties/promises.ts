import { expect } from "vitest";
import type { FileChange } from "../../src/model/change-set.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { ConflictChoice, Move } from "../../src/model/project.ts";
import { isSound } from "./soundness.ts";

/** The text of every file, by path. */
export type Tree = ReadonlyMap<string, string>;

/** An apply: what was there, what it was asked, and what is there now. */
export interface Applied {
  readonly before: Tree;
  readonly after: Tree;
  readonly files: readonly FileChange[];
  readonly moved: readonly Move[];
  readonly choice: ConflictChoice | undefined;
  /** What the same run says without a choice. */
  readonly conflicts: readonly Diagnostic[];
}

const TOKEN = /\bmine_\d+/g;

function tokensIn(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => line.trim().replace(/,$/, ""));
}

/** Whether a line of the person's text was in a conflict that was told; lines count from 1. */
function wasTold({ conflicts }: Applied, path: string, line: number): boolean {
  return conflicts.some(({ place }) => {
    if (place?.file !== path) return false;
    const { range } = place;
    return !range || (range.start.line <= line && line < range.end.line);
  });
}

/** Lines that a person wrote and that are lost, or stand there twice. */
function lostLines(applied: Applied): readonly string[] {
  const { before, after, choice } = applied;
  return [...before].flatMap(([path, text]) => {
    if (/^\.?scaffold[/.]/.test(path) || after.get(path) === text) return [];
    const kept = after.get(path) ?? "";
    const [tokens, lines] = [tokensIn(kept), new Set(linesOf(kept))];
    return linesOf(text).flatMap((line, at) => {
      const isThere = tokensIn(line).every(
        (token) =>
          tokens.filter((one) => one === token).length ===
          tokensIn(text).filter((one) => one === token).length,
      );
      const isWhole = isThere && (line.startsWith("from ") || lines.has(line));
      if (tokensIn(line).length === 0 || isWhole) return [];
      if (choice === "theirs" && wasTold(applied, path, at + 1)) return [];
      return [`${path}:${at + 1}: ${line}`];
    });
  });
}

const MARKED = /^<{7} [\s\S]*?^>{7} [^\n]*$/gm;

function count(lines: readonly string[], line: string): number {
  return lines.filter((one) => one === line).length;
}

/** Lines that a person deleted, and that have come back although nothing new brought them. */
function returnedLines(applied: Applied): readonly string[] {
  const { before, after, files, moved, choice, conflicts } = applied;
  return files.flatMap(({ path, current, generated }) => {
    const former = moved.find(({ to }) => to === path)?.from ?? path;
    const base = before.get(`.scaffold/base/${former}`);
    const result = after.get(path)?.replace(MARKED, "");
    // Of the manifest a person says what there is, in each run anew.
    if (path === "scaffold.json") return [];
    if (base === undefined || current === null || generated === null || !result) return [];
    if (choice === "theirs" && conflicts.some(({ place }) => place?.file === path)) return [];
    const texts = [base, current, generated, result].map(linesOf);
    const [was = [], own = [], now = [], is = []] = texts;
    return was.flatMap((line) => {
      const isDeleted =
        /\w{3}.*[^{[]$/.test(line) && count(was, line) === 1 && count(own, line) === 0;
      return isDeleted && count(now, line) <= 1 && count(is, line) > 0 ? [`${path}: ${line}`] : [];
    });
  });
}

/** Files that a person deleted, and that have come back. */
function returnedFiles({ before, after, moved }: Applied): readonly string[] {
  const bases = [...before.keys()].filter((path) => path.startsWith(".scaffold/base/"));
  return bases
    .map((path) => path.slice(".scaffold/base/".length))
    .filter((path) => !before.has(path) && after.has(path))
    .filter((path) => !moved.some(({ to }) => to === path));
}

function hasMarkers(text: string): boolean {
  return /^<{7} /m.test(text);
}

/** Files that were changed, and are not of their format any more. */
async function brokenFiles({ before, after, choice }: Applied): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [path, text] of after) {
    if (path.startsWith(".scaffold/") || before.get(path) === text) continue;
    const isMarked =
      hasMarkers(text) && (choice === "markers" || hasMarkers(before.get(path) ?? ""));
    if (!isMarked && !(await isSound(path, text))) broken.push(path);
  }
  return broken;
}

type Form = "unix" | "windows" | "both";

function formOf(text: string): Form {
  const windows = text.split("\r\n").length - 1;
  if (windows === 0) return "unix";
  return windows === text.split("\n").length - 1 ? "windows" : "both";
}

/** Files of which a person has chosen the line ends, and that have others now; not those that were given up. */
function changedLineEnds({ before, after, choice, conflicts }: Applied): readonly string[] {
  const whole = conflicts.filter(({ place }) => place && !place.range);
  const givenUp = choice === "theirs" ? whole.map(({ place }) => place?.file) : [];
  return [...before].flatMap(([path, text]) => {
    if (givenUp.includes(path) || path.startsWith(".scaffold/")) return [];
    const now = after.get(path);
    if (now === undefined || !text.includes("\n") || !now.includes("\n")) return [];
    const form = formOf(text);
    return form === "both" || form === formOf(now) ? [] : [path];
  });
}

/** Expects of an apply that it did no harm to what a person did. */
export async function expectNoLoss(applied: Applied): Promise<void> {
  expect({
    lostLines: lostLines(applied),
    returnedLines: returnedLines(applied),
    returnedFiles: returnedFiles(applied),
    brokenFiles: await brokenFiles(applied),
    changedLineEnds: changedLineEnds(applied),
  }).toEqual({
    lostLines: [],
    returnedLines: [],
    returnedFiles: [],
    brokenFiles: [],
    changedLineEnds: [],
  });
}
