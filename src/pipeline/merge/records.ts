import { digest, withLineFeeds } from "../../language/digest.ts";
import { printHashes } from "../../language/hashes.ts";
import { textOfHash } from "../../language/merge/plain-text.ts";
import {
  BASE_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
} from "../../language/project-layout.ts";
import type { RecordChange } from "../../model/change-set.ts";
import type { PastHistory } from "../../model/history.ts";
import type { FormattedFile } from "../../model/output.ts";
import type { HashEntry, Hashes, Lock } from "../../model/record.ts";

/** What a project keeps of a run beside the hashes and the base. */
export interface RecordInput {
  readonly hashes: Hashes;
  /** Paths that both branches of a git merge had generated anew. */
  readonly mergedPaths: ReadonlySet<string>;
  /** Where what was generated last is still kept under the former path: from the new one. */
  readonly former: ReadonlyMap<string, string>;
  readonly lock: Lock;
  readonly manifestText: string;
  /** Texts that every project carries, by path: schemas, git attributes. */
  readonly carried: Readonly<Record<string, string>>;
  /** Whether the base of untouched files is mended too: nobody needs it yet, and it takes time to read. */
  readonly mendsAll: boolean;
  /** The text of a file now, or null. */
  readonly text: (path: string) => string | null;
  readonly histories: readonly PastHistory[];
  /** Records of the revisions that this run adds. */
  readonly records: readonly RecordChange[];
}

/** Whether a file of a history stands at a path: they are made once and stay, but for those taken back. */
export function isOfHistory(path: string, histories: RecordInput["histories"]): boolean {
  return histories.some(
    ({ folder, takenBack }) => path.startsWith(`${folder}/`) && !takenBack.includes(path),
  );
}

/** The hashes after this run; a file that is written once keeps the text that it was given then. */
function nextHashes(files: readonly FormattedFile[], input: RecordInput): Hashes {
  const { hashes } = input;
  const next = new Map<string, HashEntry>();
  for (const [path, entry] of hashes) {
    if (isOfHistory(path, input.histories) && input.text(path) !== null) next.set(path, entry);
  }
  for (const { output, formattedHash, renderedHash } of files) {
    const known = hashes.get(output.path);
    const entry = { formatted: formattedHash, rendered: renderedHash };
    next.set(output.path, output.ownership === "seed" ? (known ?? entry) : entry);
  }
  return next;
}

/** Whether the kept text is not the one of a hash. */
function isUnsound(path: string, hash: string, input: RecordInput): boolean {
  const kept = input.text(`${BASE_FOLDER}/${path}`);
  return kept === null || digest(kept) !== hash;
}

/** Whether the kept text is not what was generated. */
function isDamaged({ output, text, formattedHash }: FormattedFile, input: RecordInput): boolean {
  const { path } = output;
  if (input.hashes.get(path)?.formatted !== formattedHash) return false;
  if (!input.mendsAll && input.text(path) === text) return false;
  return isUnsound(path, formattedHash, input);
}

/** Kept texts of files that are written once: they stand in the files where nobody edited those. */
function mendedFromFiles(
  files: readonly FormattedFile[],
  input: RecordInput,
  next: Hashes,
): RecordChange[] {
  if (!input.mendsAll) return [];
  const generated = new Map(files.map((file) => [file.output.path, file.formattedHash]));
  return [...next].flatMap(([path, { formatted }]) => {
    if (generated.get(path) === formatted || !isUnsound(path, formatted, input)) return [];
    const text = textOfHash(formatted, input.text(path) ?? "");
    return text === undefined ? [] : [{ path: `${BASE_FOLDER}/${path}`, text }];
  });
}

/** Kept texts of files of a history whose folder was moved: they are not generated again. */
function movedWithHistory(
  files: readonly FormattedFile[],
  { former, text }: RecordInput,
  next: Hashes,
): RecordChange[] {
  const generated = new Set(files.map(({ output }) => output.path));
  return [...former].flatMap(([path, from]) => {
    const kept = text(`${BASE_FOLDER}/${from}`);
    if (generated.has(path) || !next.has(path) || kept === null) return [];
    return [{ path: `${BASE_FOLDER}/${path}`, text: kept }];
  });
}

/** Base texts that this run changes. */
function baseChanges(
  files: readonly FormattedFile[],
  input: RecordInput,
  next: Hashes,
): RecordChange[] {
  const { hashes, mergedPaths, former } = input;
  const moved = movedWithHistory(files, input, next);
  const isMoved = new Set(moved.map(({ path }) => path));
  const mended = mendedFromFiles(files, input, next).filter(({ path }) => !isMoved.has(path));
  const isMended = new Set(mended.map(({ path }) => path));
  const changed = files.filter((file) => {
    const { path } = file.output;
    if (isMended.has(`${BASE_FOLDER}/${path}`)) return false;
    // Of those git made the base, whatever the hash says.
    const isElsewhere = mergedPaths.has(path) || former.has(path);
    const isNew = next.get(path)?.formatted !== hashes.get(path)?.formatted;
    return isElsewhere || isNew || isDamaged(file, input);
  });
  const removed = [...[...hashes.keys()].filter((path) => !next.has(path)), ...former.values()];
  return [
    ...changed.map(({ output, text }) => ({ path: `${BASE_FOLDER}/${output.path}`, text })),
    ...moved,
    ...mended,
    ...removed.map((path) => ({ path: `${BASE_FOLDER}/${path}`, text: null })),
  ];
}

/** The same but for the ends of its lines, which git may give to a file that stands beside the code. */
function isSameText(kept: string | null, text: string): boolean {
  return kept !== null && withLineFeeds(kept) === withLineFeeds(text);
}

/** Everything that a project keeps of a run beside the generated files; only what changes. */
export function recordChanges(
  files: readonly FormattedFile[],
  input: RecordInput,
): readonly RecordChange[] {
  const next = nextHashes(files, input);
  const texts: Record<string, string> = {
    ...input.carried,
    [`${BASE_FOLDER}/${MANIFEST_FILE}`]: withLineFeeds(input.manifestText),
    [HASHES_FILE]: printHashes(next),
    [LOCK_FILE]: `${JSON.stringify(input.lock, null, 2)}\n`,
  };
  const changed = Object.entries(texts)
    .filter(([path, text]) => !isSameText(input.text(path), text))
    .map(([path, text]) => ({ path, text }));
  // A revision that was taken away may be made again under its name.
  const added = new Set(input.records.map(({ path }) => path));
  const stale = input.histories
    .flatMap((past) => past.stale.filter((path) => !added.has(path)))
    .map((path) => ({ path, text: null }));
  return [...baseChanges(files, input, next), ...changed, ...input.records, ...stale].sort(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
}
