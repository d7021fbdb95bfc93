import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { fault } from "../diagnostics/catalogue.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { projectAbove } from "./project-above.ts";
import type { Session } from "./session.ts";

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
  return missingStart(session) ? undefined : projectAbove(startFolder(session));
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
