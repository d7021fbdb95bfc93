import { digest } from "../language/digest.ts";
import { markedLine } from "../language/merge/conflict-markers.ts";
import { hasTextOfHash } from "../language/merge/plain-text.ts";
import { BASE_FOLDER } from "../language/project-layout.ts";
import type { CompiledFile } from "../model/compiled.ts";
import type { FileDrift, FileState } from "../model/drift.ts";
import type { HashEntry, Hashes } from "../model/record.ts";
import { isNowhere } from "../pipeline/merge/base-text.ts";
import type { Current } from "../pipeline/merge/classify.ts";
import { fileForFolder } from "../pipeline/merge/file-for-folder.ts";
import type { DiskState } from "./workspace.ts";

/** A file as it is generated now. */
export interface GeneratedFile extends CompiledFile {
  readonly formattedHash: string;
}

/** What is generated now, beside what was generated last and what is on disk. */
export interface Comparison {
  readonly files: readonly GeneratedFile[];
  /** Whether every file that should be generated is among those given. */
  readonly isComplete: boolean;
  readonly hashes: Hashes;
  /** Paths that both branches of a git merge had generated anew. */
  readonly mergedPaths: ReadonlySet<string>;
  /** Folders of histories: what stands there was made once, and stays. */
  readonly folders: readonly string[];
  readonly disk: Pick<DiskState, "standing" | "text">;
}

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
  { path, ownership, formattedHash }: GeneratedFile,
  current: string | null,
  { standing }: Comparison["disk"],
): Verdict {
  if (current !== null) {
    return hasTextOfHash(formattedHash, current)
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
function editOf(
  base: HashEntry,
  current: string | null,
): "edited" | "undecided" | "deleted" | undefined {
  if (current === null) return "deleted";
  if (hasTextOfHash(base.formatted, current)) return undefined;
  return markedLine(current) === undefined ? "edited" : "undecided";
}

function judgeKnown(file: GeneratedFile, base: HashEntry, current: string | null): Verdict {
  const edit = editOf(base, current);
  // Before that is over nothing else that is generated comes in.
  if (edit === "undecided") return { state: edit };
  // A file that is written once is never generated anew.
  if (file.ownership === "seed" || file.formattedHash === base.formatted) {
    return { state: edit ?? "untouched" };
  }
  if (edit === undefined) return { state: "outdated" };
  if (current !== null && hasTextOfHash(file.formattedHash, current)) {
    return { state: "outdated", reason: "it was changed by hand to what is generated now" };
  }
  return { state: "both", ...(edit === "deleted" ? { reason: "it was deleted by hand" } : {}) };
}

function judge(file: GeneratedFile, { hashes, disk }: Comparison): Verdict {
  const { path, ownership } = file;
  const standing = disk.standing(path);
  const base = hashes.get(path);
  const obstacle = inTheWay(standing);
  if (obstacle) return obstacle;
  const current = standing.kind === "file" ? standing.text : null;
  const isKnown = !isNowhere(path, `${BASE_FOLDER}/${path}`, disk);
  // A file of a history is among those that are made only where one is missing.
  return base && isKnown && ownership !== "history"
    ? judgeKnown(file, base, current)
    : judgeNew(file, current, disk);
}

/** A file that nothing generates: what a history left, or an orphan. */
function judgeLeft(base: HashEntry, standing: Current, isHistory: boolean): Verdict {
  const obstacle = inTheWay(standing);
  if (obstacle) return obstacle;
  const edit = editOf(base, standing.kind === "file" ? standing.text : null);
  if (isHistory) return { state: edit ?? "untouched" };
  if (edit === undefined) return { state: "orphan" };
  const how = edit === "deleted" ? "deleted" : "edited";
  return { state: "orphan", reason: `it was ${how} by hand` };
}

interface Parts extends Omit<CompiledFile, "use"> {
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
  { hashes, mergedPaths }: Comparison,
): Verdict {
  const known = hashes.get(path)?.formatted;
  // What is nowhere has no base that could be damaged.
  if (base === null && current === null) return verdict;
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
function driftOf({ verdict, ...file }: Parts, comparison: Comparison): FileDrift {
  const { text } = comparison.disk;
  const { path } = file;
  const kept = { path, base: text(`${BASE_FOLDER}/${path}`), current: text(path) };
  return { ...file, ...kept, ...judgeBase(kept, verdict, comparison) };
}

/** What was generated last, and is not now: what a history left, and orphans. */
function compareLeft(comparison: Comparison): readonly FileDrift[] {
  const { files, hashes, folders, isComplete, disk } = comparison;
  const generated = new Set(files.map(({ path }) => path));
  return [...hashes].flatMap(([path, base]) => {
    if (generated.has(path)) return [];
    const isHistory = folders.some((folder) => path.startsWith(`${folder}/`));
    // A file that a fault kept from being generated is no orphan.
    if (!(isComplete || isHistory)) return [];
    const verdict = judgeLeft(base, disk.standing(path), isHistory);
    return driftOf({ path, ownership: isHistory ? "history" : "managed", verdict }, comparison);
  });
}

/** Compares what is generated with what was generated last and with what is on disk, by path. */
export function compareAll(comparison: Comparison): readonly FileDrift[] {
  const current = comparison.files.map((file) => {
    const { path, ownership, use } = file;
    return driftOf({ path, ownership, use, verdict: judge(file, comparison) }, comparison);
  });
  return [...current, ...compareLeft(comparison)].sort((a, b) => (a.path < b.path ? -1 : 1));
}
