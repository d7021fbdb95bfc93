import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import { fault } from "../diagnostics/catalogue.ts";
import { JOURNAL_FILE, MANIFEST_FILE, RECORD_FOLDER } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Session } from "./session.ts";

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

/** The folder that a call is about: the one that `--project` names, or where the user stands. */
export function startFolder({ workingFolder, options }: Session): string {
  return resolve(workingFolder, options.project ?? ".");
}

function canBeEntered(folder: string): boolean {
  try {
    accessSync(folder, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A fault of the folder that a call is about: there is none, or nobody can look into it. */
export function missingStart(session: Session): Diagnostic | undefined {
  const folder = startFolder(session);
  const entry = statSync(folder, { throwIfNoEntry: false });
  if (entry?.isDirectory()) {
    // It may be a project: one around it is not meant.
    return canBeEntered(folder)
      ? undefined
      : fault("no-project", {
          message: `Nobody lets you look into \`${folder}\``,
          help: "`chmod u+x` lets its owner do so",
        });
  }
  const { project } = session.options;
  if (project === undefined) return undefined;
  return fault("no-project", {
    message: entry ? `\`${project}\` is no folder` : `There is no folder \`${project}\``,
    help: "`--project` names a folder, from where you are",
  });
}

/** The project's root: the nearest folder upwards that holds a manifest. */
export function findProject(session: Session): string | undefined {
  if (missingStart(session)) return undefined;
  const start = startFolder(session);
  return ownerOf(start) ?? search(start);
}

/** Why there is no project to work in. */
export function noProject(session: Session): Diagnostic {
  return (
    missingStart(session) ??
    fault("no-project", {
      message: `There is no \`${MANIFEST_FILE}\` in \`${startFolder(session)}\` or above it`,
      help: "Go into a project, name one with `--project DIR`, or make one with `scaffold new NAME`",
    })
  );
}
