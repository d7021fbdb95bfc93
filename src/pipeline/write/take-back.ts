import { isFileFault } from "../../diagnostics/file-fault.ts";
import type { Entry, FileSystem } from "../../ports.ts";
import type { Journal, Step } from "./journal.ts";
import { backupPath, hashAt, stagedPath } from "./working-files.ts";

/** A file that somebody saved where a step would have been taken back: both texts are kept. */
export interface Left {
  readonly path: string;
  /** Where what stood there before the run is. */
  readonly backup: string;
}

/** A file that was copied with its project is another one, and has the same bytes. */
function isSame(a: string, b: string, fileSystem: FileSystem): boolean {
  const [one, other] = [fileSystem.entry(a), fileSystem.entry(b)];
  if (one?.kind !== "file" || other?.kind !== "file") return false;
  return one.identity === other.identity || hashAt(a, fileSystem) === hashAt(b, fileSystem);
}

/** Whether what stands at a path is what this run put there, and nothing that a person saved. */
function isOurs({ path, number, after }: Step, fileSystem: FileSystem): boolean {
  if (after === null) return false;
  return isSame(path, stagedPath(number), fileSystem) || hashAt(path, fileSystem) === after;
}

/** Gives a file its name back. @returns false where somebody has just saved there. */
function putBack(backup: string, saved: Entry, path: string, fileSystem: FileSystem): boolean {
  if (saved.kind !== "file") {
    fileSystem.rename(backup, path);
    return true;
  }
  try {
    fileSystem.link(backup, path);
  } catch (error) {
    if (isFileFault(error) && error.code === "EEXIST") return false;
    throw error;
  }
  fileSystem.removeFile(backup);
  return true;
}

/** Takes away what was put where nothing stood. */
function takeBackNew(step: Step, fileSystem: FileSystem): void {
  if (isOurs(step, fileSystem)) fileSystem.removeFile(step.path);
}

/** @returns whether what stood at the path stands there again. */
function takeBackMoved(step: Step, backup: string, fileSystem: FileSystem): boolean {
  const saved = fileSystem.entry(backup);
  // Not moved yet, or put back already.
  if (!saved) return true;
  if (isSame(step.path, backup, fileSystem)) {
    fileSystem.removeFile(backup);
    return true;
  }
  if (isOurs(step, fileSystem)) fileSystem.removeFile(step.path);
  return fileSystem.kind(step.path) === null && putBack(backup, saved, step.path, fileSystem);
}

/** Undoes the steps of a journal as far as they were done; nothing that is not ours is touched. */
export function takeBackSteps(journal: Journal, fileSystem: FileSystem): readonly Left[] {
  return journal.steps.toReversed().flatMap((step) => {
    if (step.before === null) {
      takeBackNew(step, fileSystem);
      return [];
    }
    const backup = backupPath(journal.receipt, step.number);
    return takeBackMoved(step, backup, fileSystem) ? [] : [{ path: step.path, backup }];
  });
}
