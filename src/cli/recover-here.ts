import { existsSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_FILE } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { findProject } from "./find-project.ts";
import type { Session } from "./session.ts";

/** A project whose last run was stopped in the middle, and that no command goes on in. */
export class UnrecoveredError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super("a run was stopped in the middle");
    this.name = "UnrecoveredError";
    this.diagnostics = diagnostics;
  }
}

/**
 * Settles what a run that was stopped in the middle left in the project that the call is for, before
 * anything is read from it.
 *
 * @throws UnrecoveredError
 */
export async function recoverHere(session: Session): Promise<void> {
  const root = findProject(session);
  if (root === undefined || !existsSync(join(root, JOURNAL_FILE))) return;
  const { recover } = await import("../engine.ts");
  const diagnostics = await recover(session.portsFor(root));
  if (diagnostics.length > 0) throw new UnrecoveredError(diagnostics);
}
