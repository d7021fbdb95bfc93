import { lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { RECORD_FOLDER } from "../language/project-layout.ts";
import { describeFileFault, isFileFault } from "./file-fault.ts";

/** What may stand in a folder that takes a new project. */
const HARMLESS = ".git";

/** Why a folder cannot take a new project; an empty one, or one that holds only `.git`, can. */
export function inTheWay(folder: string): string | undefined {
  try {
    if (!lstatSync(folder, { throwIfNoEntry: false })) return undefined;
    const entry = statSync(folder, { throwIfNoEntry: false });
    if (!entry) return "it is a link that leads nowhere";
    if (!entry.isDirectory()) return "it is not a folder";
    const [first] = readdirSync(folder).filter((name) => name !== HARMLESS);
    return first === undefined ? undefined : `it holds \`${first}\``;
  } catch (error) {
    if (isFileFault(error)) return describeFileFault(error);
    throw error;
  }
}

/** Takes back what a failed write left in a folder that was empty before. */
function takeBack(folder: string, firstMade: string | undefined): void {
  for (const name of readdirSync(folder)) {
    if (name !== HARMLESS) rmSync(join(folder, name), { recursive: true, force: true });
  }
  if (firstMade === undefined) return;
  let made = folder;
  rmdirSync(made);
  while (made !== firstMade) {
    made = dirname(made);
    rmdirSync(made);
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
