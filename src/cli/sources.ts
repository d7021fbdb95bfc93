import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { findProject } from "./find-project.ts";
import type { Outcome } from "./outcome.ts";
import type { Session } from "./session.ts";

/** The folder that the diagnostics' files are relative to. */
export function rootOf(outcome: Outcome, session: Session): string {
  return outcome.root ?? findProject(session) ?? session.workingFolder;
}

/** The text that a diagnostic counts in: what a command made of a file, or the file itself. */
export function readSource(file: string, outcome: Outcome, session: Session): string | null {
  const made = outcome.sources?.[file];
  if (made !== undefined) return made;
  const root = file.startsWith("built-in:") ? session.packageRoot : rootOf(outcome, session);
  try {
    return readFileSync(resolve(root, file.replace(/^built-in:/, "")), "utf8");
  } catch {
    return null;
  }
}
