import { RECEIPT_FOLDER } from "../language/project-layout.ts";
import { findProject } from "./find-project.ts";
import { recoverHere } from "./recover-here.ts";
import type { Session } from "./session.ts";

/** What other runs have written, as far as it can be told from outside. */
function runsIn(session: Session): string {
  const root = findProject(session);
  return root === undefined ? "" : session.portsFor(root).fileSystem.list(RECEIPT_FOLDER).join(" ");
}

/**
 * Does some work again, once another run is done, where it read what that one was writing: as if
 * it had been called only then.
 *
 * @param isDoubtful - Whether a result may come from such a mixture.
 */
export async function undisturbed<T>(
  session: Session,
  work: () => Promise<T>,
  isDoubtful: (result: T) => boolean,
): Promise<T> {
  const runs = runsIn(session);
  const result = await work();
  if (!isDoubtful(result) || runsIn(session) === runs) return result;
  await recoverHere(session);
  return undisturbed(session, work, isDoubtful);
}
