import { isFileFault } from "../../diagnostics/file-fault.ts";
import { foldersOf, parentOf } from "../../language/paths.ts";
import type { FileSystem } from "../../ports.ts";
import { writing } from "./faults.ts";
import type { Journal, Step } from "./journal.ts";
import { backupPath, hashAt, isOneFile } from "./working-files.ts";

/** A file that somebody saved where a step would have been taken back: it stays. */
export interface Left {
  readonly path: string;
  /** Where what stood there before the run is; null where nothing did. */
  readonly backup: string | null;
}

/** Two names of one file, or a copy that was made of the project in between. */
function isSame(a: string, b: string, fileSystem: FileSystem): boolean {
  if (isOneFile(a, b, fileSystem)) return true;
  const hash = hashAt(a, fileSystem);
  return hash !== null && hash === hashAt(b, fileSystem);
}

/**
 * Takes away what this run put at a path. Its bytes tell: what a person saved in place is still the
 * staged file under its second name.
 *
 * @returns whether nothing stands there now.
 */
function takeAway({ path, after }: Step, fileSystem: FileSystem): boolean {
  if (after !== null && hashAt(path, fileSystem) === after) fileSystem.removeFile(path);
  return fileSystem.kind(path) === null;
}

/** Somebody has saved in the meantime, there or in the place of a folder. */
const IN_THE_WAY = new Set(["EEXIST", "ENOTDIR"]);

/** Puts back what stood there, with folders that are gone. @returns false where something is in its way. */
function putBack(backup: string, path: string, fileSystem: FileSystem): boolean {
  try {
    if (fileSystem.kind(parentOf(path)) === null) {
      for (const folder of foldersOf(path)) fileSystem.makeFolder(folder);
    }
    fileSystem.move(backup, path);
    return true;
  } catch (error) {
    if (isFileFault(error) && IN_THE_WAY.has(error.code ?? "")) return false;
    throw error;
  }
}

/** What keeps a file from its place: what stands there, or a file in the place of its folder. */
function obstacleOf(path: string, fileSystem: FileSystem): string {
  return foldersOf(path).find((folder) => fileSystem.kind(folder) !== "folder") ?? path;
}

/** @returns whether what stood at the path stands there again. */
function takeBackMoved(step: Step, backup: string, fileSystem: FileSystem): boolean {
  // Not moved yet, or put back already.
  if (fileSystem.kind(backup) === null) return true;
  if (isSame(step.path, backup, fileSystem)) {
    fileSystem.removeFile(backup);
    return true;
  }
  return takeAway(step, fileSystem) && putBack(backup, step.path, fileSystem);
}

/** Undoes the steps of a journal as far as they were done; nothing that is not ours is touched. */
export function takeBackSteps(journal: Journal, fileSystem: FileSystem): readonly Left[] {
  return journal.steps.toReversed().flatMap((step): readonly Left[] => {
    const { path, number, before } = step;
    const backup = before === null ? null : backupPath(journal.receipt, number);
    const isBack = writing(path, () =>
      backup === null ? takeAway(step, fileSystem) : takeBackMoved(step, backup, fileSystem),
    );
    return isBack ? [] : [{ path: obstacleOf(path, fileSystem), backup }];
  });
}
