import { isKnownUpToDate } from "../engine/find-drift.ts";
import { findProject } from "./find-project.ts";
import type { Session } from "./session.ts";

/** What is said where there is nothing to do. */
export const UP_TO_DATE = "Nothing to do: the project is up to date.";

/** Whether the project that the call is for is known to be what its manifest says. */
export function isUpToDateHere(session: Session): boolean {
  const root = findProject(session);
  return root !== undefined && isKnownUpToDate(session.portsFor(root));
}
