import { digest } from "../language/digest.ts";
import { BASE_FOLDER, HASHES_FILE, STATE_FOLDER } from "../language/project-layout.ts";
import type { Ownership } from "../model/blueprint.ts";
import type { Drift, FileDrift, FileState } from "../model/drift.ts";
import type { FormattedFile } from "../model/output.ts";
import type { HashEntry } from "../model/record.ts";
import { basePath } from "../pipeline/merge/base-text.ts";
import type { Current } from "../pipeline/merge/classify.ts";
import { fileForFolder, type Workspace } from "../pipeline/merge/index.ts";
import { isOfHistory, recordChanges } from "../pipeline/merge/records.ts";

interface Verdict {
  readonly state: FileState;
  readonly reason?: string;
}

/** What stands where a text should be; undefined where a text or nothing does. */
function inTheWay(current: Current): Verdict | undefined {
  if (current.kind === "folder") return { state: "in_the_way", reason: "a folder is in the way" };
  if (current.kind === "bytes") return { state: "in_the_way", reason: "it is no text in UTF-8" };
  return current.kind === "obstacle" ? { state: "in_the_way", reason: current.reason } : undefined;
}

/** A file that was never generated before. */
function judgeNew(
  { output: { path, ownership }, formattedHash }: FormattedFile,
  current: string | null,
  { standing }: Workspace,
): Verdict {
  if (current !== null) {
    return digest(current) === formattedHash
      ? { state: "outdated", reason: "it was not generated yet" }
      : { state: "in_the_way", reason: "`scaffold` did not generate what stands there" };
  }
  const blocking = fileForFolder(path, standing);
  if (blocking !== undefined) {
    return { state: "in_the_way", reason: `\`${blocking}\` is a file where a folder is needed` };
  }
  const what = ownership === "history" ? "the migration" : "it";
  return { state: "outdated", reason: `${what} is not there yet` };
}

/** What a person did to a file since it was generated; undefined where nothing. */
function editOf(base: HashEntry, current: string | null): "edited" | "deleted" | undefined {
  if (current === null) return "deleted";
  return digest(current) === base.formatted ? undefined : "edited";
}

function judgeKnown(file: FormattedFile, base: HashEntry, current: string | null): Verdict {
  const edit = editOf(base, current);
  // A file that is written once is never generated anew.
  if (file.output.ownership === "seed" || file.formattedHash === base.formatted) {
    return { state: edit ?? "untouched" };
  }
  if (edit === undefined) return { state: "outdated" };
  if (current !== null && digest(current) === file.formattedHash) {
    return { state: "outdated", reason: "it was changed by hand to what is generated now" };
  }
  return { state: "both", ...(edit === "deleted" ? { reason: "it was deleted by hand" } : {}) };
}

function judge(file: FormattedFile, workspace: Workspace): Verdict {
  const { path, ownership } = file.output;
  const standing = workspace.standing(path);
  const base = workspace.hashes.get(path);
  const obstacle = inTheWay(standing);
  if (obstacle) return obstacle;
  const current = standing.kind === "file" ? standing.text : null;
  // A file of a history is among those that are made only where one is missing.
  return base && ownership !== "history"
    ? judgeKnown(file, base, current)
    : judgeNew(file, current, workspace);
}

/** A file that nothing generates: what a history left, or an orphan. */
function judgeLeft(base: HashEntry, standing: Current, isHistory: boolean): Verdict {
  const obstacle = inTheWay(standing);
  if (obstacle) return obstacle;
  const edit = editOf(base, standing.kind === "file" ? standing.text : null);
  if (isHistory) return { state: edit ?? "untouched" };
  if (edit === undefined) return { state: "orphan" };
  return { state: "orphan", reason: `it was ${edit} by hand` };
}

interface Parts {
  readonly path: string;
  readonly ownership: Ownership;
  readonly use?: string;
  readonly verdict: Verdict;
}

/** What is kept of a file as generated last, beside what is there now. */
interface Kept {
  readonly path: string;
  readonly base: string | null;
  readonly current: string | null;
}

/** A base that is not what the hashes say comes before all else. */
function judgeBase(
  { path, base, current }: Kept,
  verdict: Verdict,
  { hashes, mergedPaths }: Workspace,
): Verdict {
  const known = hashes.get(path)?.formatted;
  if (mergedPaths.has(path)) {
    const reason = "two branches that git merged had both generated it";
    return { state: base === current ? "outdated" : "both", reason };
  }
  // Of an untouched file the hash of its text is known already.
  const isProved = verdict.state === "untouched" && base === current;
  if (known === undefined || isProved || digest(base ?? "") === known) return verdict;
  const what = base === null ? "is missing" : "was changed";
  return { state: "damaged", reason: `its text in \`${BASE_FOLDER}\` ${what}` };
}

/** A verdict with the texts that show it. */
function driftOf({ path, ownership, use, verdict }: Parts, workspace: Workspace): FileDrift {
  const { text } = workspace;
  const kept = { path, base: text(basePath(path, workspace)), current: text(path) };
  const judged = judgeBase(kept, verdict, workspace);
  return { ...kept, ownership, ...(use === undefined ? {} : { use }), ...judged };
}

const FINE = new Set<FileState>(["untouched", "edited", "deleted"]);

/** Whether a file is what the manifest generates, with a person's edits. */
function isFine({ state }: FileDrift): boolean {
  return FINE.has(state);
}

/** Whether a record follows from the files: where one is generated anew, so is its record. */
function followsFromFiles(path: string): boolean {
  return [BASE_FOLDER, HASHES_FILE, STATE_FOLDER].some((head) => path.startsWith(head));
}

/** Compares what is generated with what was generated last and with what is on disk. */
export function compareAll(files: readonly FormattedFile[], workspace: Workspace): Drift {
  const { hashes, standing, isComplete, histories } = workspace;
  const generated = new Set(files.map(({ output }) => output.path));
  const current = files.map((file) => {
    const { path, ownership, use } = file.output;
    return driftOf({ path, ownership, use, verdict: judge(file, workspace) }, workspace);
  });
  const left = [...hashes].flatMap(([path, base]) => {
    const isHistory = isOfHistory(path, histories);
    // A file that a fault kept from being generated is no orphan.
    if (generated.has(path) || !(isComplete || isHistory)) return [];
    const verdict = judgeLeft(base, standing(path), isHistory);
    const ownership = isHistory ? ("history" as const) : ("managed" as const);
    return driftOf({ path, ownership, verdict }, workspace);
  });
  const all = [...current, ...left].sort((a, b) => (a.path < b.path ? -1 : 1));
  const records = isComplete ? recordChanges(files, workspace).map(({ path }) => path) : [];
  const areFine = all.every(isFine);
  return { files: all, records: records.filter((path) => areFine || !followsFromFiles(path)) };
}
