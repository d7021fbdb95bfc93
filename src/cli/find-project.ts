import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fault } from "../diagnostics/catalogue.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Session } from "./session.ts";

function search(folder: string): string | undefined {
  if (existsSync(join(folder, MANIFEST_FILE))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : search(parent);
}

/** The folder that a call is about: the one that `--project` names, or where the user stands. */
export function startFolder({ workingFolder, options }: Session): string {
  return resolve(workingFolder, options.project ?? ".");
}

/** A fault where `--project` names no folder. */
export function missingStart(session: Session): Diagnostic | undefined {
  const { project } = session.options;
  if (project === undefined) return undefined;
  const entry = statSync(startFolder(session), { throwIfNoEntry: false });
  if (entry?.isDirectory()) return undefined;
  return fault("no-project", {
    message: entry ? `\`${project}\` is no folder` : `There is no folder \`${project}\``,
    help: "`--project` names a folder, from where you are",
  });
}

/** The project's root: the nearest folder upwards that holds a manifest. */
export function findProject(session: Session): string | undefined {
  return missingStart(session) ? undefined : search(startFolder(session));
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
