import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { JOURNAL_FILE, MANIFEST_FILE, RECORD_FOLDER } from "../language/project-layout.ts";

/** Whether a project is here: a run that was stopped may have moved its manifest away. */
function isProject(folder: string): boolean {
  return [MANIFEST_FILE, JOURNAL_FILE].some((path) => existsSync(join(folder, path)));
}

/** The project whose records a folder is among: what stands there is its, and no project of its own. */
function ownerOf(folder: string): string | undefined {
  const parts = folder.split(sep);
  return parts
    .flatMap((part, at) => (part === RECORD_FOLDER ? [parts.slice(0, at).join(sep) || sep] : []))
    .find(isProject);
}

function search(folder: string): string | undefined {
  if (isProject(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : search(parent);
}

/** The nearest folder upwards that holds a project, the given one first. */
export function projectAbove(folder: string): string | undefined {
  return ownerOf(folder) ?? search(folder);
}
