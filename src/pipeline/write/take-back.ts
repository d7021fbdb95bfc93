import { isFileFault } from "../../diagnostics/file-fault.ts";
import type { FileSystem } from "../../ports.ts";
import type { Journal, Step } from "./journal.ts";
import { backupPath, hashAt } from "./working-files.ts";

/** A file that somebody saved where a step would have been taken back: it stays. */
export interface Left {
  readonly path: string;
  /** Where what stood there before the run is; null where nothing did. */
  readonly backup: string | null;
}

/** Two names of one file, or a copy that was made of the project in between. */
function isSame(a: string, b: string, fileSystem: FileSystem): boolean {
  const [one, other] = [fileSystem.entry(a), fileSystem.entry(b)];
  if (one?.kind !== "file" || other?.kind !== "file") return false;
  return one.identity === other.identity || hashAt(a, fileSystem) === hashAt(b, fileSystem);
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

/** @returns false where somebody has just saved there. */
function putBack(backup: string, path: string, fileSystem: FileSystem): boolean {
  try {
    fileSystem.move(backup, path);
    return true;
  } catch (error) {
    if (isFileFault(error) && error.code === "EEXIST") return false;
    throw error;
  }
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
    if (before === null) return takeAway(step, fileSystem) ? [] : [{ path, backup: null }];
    const backup = backupPath(journal.receipt, number);
    return takeBackMoved(step, backup, fileSystem) ? [] : [{ path, backup }];
  });
}
