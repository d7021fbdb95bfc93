import { existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isFileFault } from "../diagnostics/file-fault.ts";
import { JOURNAL_FILE, MANIFEST_FILE, RECORD_FOLDER } from "../language/project-layout.ts";

/** What may stand in a folder that takes a new project. */
const HARMLESS = ".git";

/**
 * Why a folder cannot take a new project; an empty one, or one that holds only `.git`, can.
 *
 * @throws NodeJS.ErrnoException where the file system does not let it be looked at.
 */
export function inTheWay(folder: string): string | undefined {
  if (!lstatSync(folder, { throwIfNoEntry: false })) return undefined;
  const entry = statSync(folder, { throwIfNoEntry: false });
  if (!entry) return "it is a link that leads nowhere";
  if (!entry.isDirectory()) return "it is not a folder";
  const [first] = readdirSync(folder).filter((name) => name !== HARMLESS);
  return first === undefined ? undefined : `it holds \`${first}\``;
}

/** Removes the folders that were made for a project which could not be written; others stay. */
function takeBack(folder: string, firstMade: string | undefined): void {
  try {
    if (existsSync(join(folder, RECORD_FOLDER))) rmdirSync(join(folder, RECORD_FOLDER));
    if (firstMade === undefined) return;
    let made = folder;
    rmdirSync(made);
    while (made !== firstMade) {
      made = dirname(made);
      rmdirSync(made);
    }
  } catch (error) {
    // What holds something is not ours to remove.
    if (!isFileFault(error)) throw error;
  }
}

/**
 * Makes the folder, and in it the one for the engine's own files: of two runs at once only one can.
 *
 * @returns what takes it all back; undefined where another run was first.
 * @throws NodeJS.ErrnoException where the file system refuses; nothing is left then.
 */
export function claimFolder(folder: string): (() => void) | undefined {
  const firstMade = mkdirSync(folder, { recursive: true });
  try {
    mkdirSync(join(folder, RECORD_FOLDER));
  } catch (error) {
    if (isFileFault(error) && error.code === "EEXIST") return undefined;
    takeBack(folder, firstMade);
    throw error;
  }
  return () => takeBack(folder, firstMade);
}

/** Whether a run that was to make a project here, and did not end, has left something. */
export function hasLeftovers(folder: string): boolean {
  if (existsSync(join(folder, JOURNAL_FILE))) return true;
  return existsSync(join(folder, RECORD_FOLDER)) && !existsSync(join(folder, MANIFEST_FILE));
}
