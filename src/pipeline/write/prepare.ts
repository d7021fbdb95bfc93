import { bytesDigest } from "../../language/digest.ts";
import { foldersOf, parentOf, pathProblem } from "../../language/paths.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { FolderMode, Swap, Transaction } from "../../model/transaction.ts";
import type { Entry, FileSystem } from "../../ports.ts";
import { attemptFault, PathError, reasonFor, SurpriseError, writing } from "./faults.ts";
import type { Step } from "./journal.ts";
import { hashAt } from "./working-files.ts";

/** One swap with all that is needed to do it. */
export interface PreparedStep extends Step {
  readonly swap: Swap;
  /** The file whose permissions and owner the new text takes; null where it has its own mode. */
  readonly accessOf: string | null;
}

interface MadeFolder {
  readonly path: string;
  readonly mode: number | undefined;
}

/** A transaction that nothing was found to stand in the way of. */
export interface Prepared {
  readonly steps: readonly PreparedStep[];
  /** Folders that are missing, each after the one it is in; those that are new have no mode yet. */
  readonly made: readonly MadeFolder[];
  /** Folders that may be left empty, each before the one it is in. */
  readonly emptied: readonly FolderMode[];
}

/** Whoever takes this bit away wants the file to stay; administrators are held to it as well. */
const OWNER_MAY_WRITE = 0o200;

/** Looks at each folder once. */
type FolderLookup = (path: string) => Entry | null;

function folderLookup(fileSystem: FileSystem): FolderLookup {
  const known = new Map<string, Entry | null>();
  return (path) => {
    const entry = known.has(path) ? (known.get(path) ?? null) : fileSystem.entry(path);
    known.set(path, entry);
    return entry;
  };
}

/** The path that a swap is about once links are followed. */
function realPathOf(path: string, fileSystem: FileSystem): string {
  try {
    const real = fileSystem.realPath(path);
    const problem = pathProblem(real);
    if (problem === undefined) return real;
    throw new PathError(path, `it is a link to \`${real}\`, and ${problem}`);
  } catch (error) {
    if (error instanceof PathError) throw error;
    const reason = reasonFor(error);
    if (reason === undefined) throw error;
    throw new PathError(path, reason);
  }
}

function assertFile(path: string, entry: Entry | null): void {
  if (!entry) return;
  if (entry.kind === "folder") throw new PathError(path, "a folder stands there; move it away");
  if (entry.kind !== "file") throw new PathError(path, "what stands there is no file");
  if ((entry.mode & OWNER_MAY_WRITE) === 0) {
    throw new PathError(path, "it is read-only; `chmod u+w` lets it be written");
  }
}

function assertFolders(path: string, real: string, folders: FolderLookup): void {
  const standing = foldersOf(real).filter((folder) => folders(folder) !== null);
  const file = standing.find((folder) => folders(folder)?.kind !== "folder");
  if (file !== undefined) {
    throw new PathError(path, `\`${file}\` is a file where a folder is needed; move it away`);
  }
  const nearest = standing.at(-1) ?? "";
  if (((folders(nearest)?.mode ?? 0) & OWNER_MAY_WRITE) === 0) {
    const name = nearest === "" ? "the project's folder" : `the folder \`${nearest}\``;
    throw new PathError(path, `${name} is read-only; \`chmod u+w\` lets it be written`);
  }
}

/** What is said of a path that is not what the plan was made from. */
export function changeOf(before: string | null, now: string | null): string {
  if (before === null) return "was made by somebody else while `scaffold` was at work";
  return now === null
    ? "was taken away while `scaffold` was at work"
    : "was changed by somebody else while `scaffold` was at work";
}

/** What a link leads to is somebody's: it is written through the link, and not deleted through it. */
function assertNoLink(path: string, real: string, fileSystem: FileSystem): void {
  if (fileSystem.entry(path)?.kind !== "link") return;
  throw new PathError(
    path,
    `it is a link to \`${real}\`, which would go; remove the link yourself`,
  );
}

function prepareStep(number: number, swap: Swap, { fileSystem, folders }: Places): PreparedStep {
  const { path, content } = swap;
  const real = realPathOf(path, fileSystem);
  if (content === null) assertNoLink(path, real, fileSystem);
  const after = content === null ? null : bytesDigest(content);
  const entry = fileSystem.entry(real);
  const before = entry?.kind === "file" ? writing(path, () => hashAt(real, fileSystem)) : null;
  // Nothing is in the way of what is there already.
  if (before !== after || entry?.kind !== "file") {
    assertFile(path, entry);
    assertFolders(path, real, folders);
  }
  if (swap.before !== undefined && swap.before !== before) {
    throw new SurpriseError(path, changeOf(swap.before, before));
  }
  const accessOf = before === null ? (swap.accessOf ?? null) : real;
  return { path: real, number, before, after, swap, accessOf };
}

interface Places {
  readonly fileSystem: FileSystem;
  readonly folders: FolderLookup;
}

/** Two names of one file cannot both be written. */
function assertApart(steps: readonly PreparedStep[]): void {
  const owners = new Map<string, string>();
  for (const { path, swap } of steps) {
    const other = owners.get(path);
    if (other !== undefined) throw new PathError(swap.path, `\`${other}\` leads to the same file`);
    owners.set(path, swap.path);
  }
}

function collect<T>(items: readonly T[], check: (item: T, index: number) => void) {
  return items.flatMap((item, index) => {
    try {
      check(item, index);
      return [];
    } catch (error) {
      return [attemptFault(error)];
    }
  });
}

function byDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || (a < b ? -1 : 1);
}

function missingFolders(
  steps: readonly PreparedStep[],
  folders: FolderLookup,
  { folders: known }: Transaction,
): readonly MadeFolder[] {
  const needed = steps.filter(({ after }) => after !== null).flatMap(({ path }) => foldersOf(path));
  const modes = new Map(known.map(({ path, mode }) => [path, mode]));
  return [...new Set(needed)]
    .filter((path) => folders(path) === null)
    .sort(byDepth)
    .map((path) => ({ path, mode: modes.get(path) }));
}

function emptiedFolders({ emptied }: Transaction, folders: FolderLookup): readonly FolderMode[] {
  return [...new Set(emptied)]
    .sort((a, b) => byDepth(b, a))
    .flatMap((path) => {
      const entry = folders(path);
      return entry?.kind === "folder" ? [{ path, mode: entry.mode }] : [];
    });
}

/** Looks whether all of a transaction can be done; nothing is written. */
export function prepare(transaction: Transaction, fileSystem: FileSystem): Result<Prepared> {
  const folders = folderLookup(fileSystem);
  const found: PreparedStep[] = [];
  const diagnostics = collect(transaction.swaps, (swap, number) => {
    found.push(prepareStep(number, swap, { fileSystem, folders }));
  });
  const steps = found.filter(({ before, after }) => before !== after);
  diagnostics.push(...collect([steps], assertApart));
  return {
    value: {
      steps,
      made: missingFolders(steps, folders, transaction),
      emptied: emptiedFolders(transaction, folders),
    },
    diagnostics,
  };
}

/** The folders whose names a transaction changes. */
export function touchedFolders({ steps, made }: Prepared): readonly string[] {
  const paths = [...steps.map(({ path }) => path), ...made.map(({ path }) => path)];
  return [...new Set(paths.map((path) => parentOf(path)))];
}
