import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Written } from "../engine.ts";
import { JOURNAL_FILE } from "../language/project-layout.ts";
import type { Result } from "../model/diagnostic.ts";
import { findProject } from "./find-project.ts";
import type { Session } from "./session.ts";

/** A project whose last run was stopped in the middle, and that no command goes on in. */
export class UnrecoveredError extends Error {
  readonly settled: Result<Written>;

  constructor(settled: Result<Written>) {
    super("a run was stopped in the middle");
    this.name = "UnrecoveredError";
    this.settled = settled;
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
  const settled = await recover(session.portsFor(root));
  if (settled.diagnostics.length > 0) throw new UnrecoveredError(settled);
}
