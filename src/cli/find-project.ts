import { existsSync } from "node:fs";
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

/** The project's root: the nearest folder upwards that holds a manifest. */
export function findProject(session: Session): string | undefined {
  return search(resolve(session.workingFolder, session.options.project ?? "."));
}

export function noProject(session: Session): Diagnostic {
  return fault("no-project", {
    message: `There is no \`${MANIFEST_FILE}\` in ${session.workingFolder} or above it`,
    help: "Go into a project, name one with `--project DIR`, or make one with `scaffold new NAME`",
  });
}
