import { findDrift } from "../engine/find-drift.ts";
import type { Drift } from "../model/drift.ts";
import { describeEdits } from "./diffs.ts";
import { driftDocument } from "./drift-document.ts";
import { findProject, noProject } from "./find-project.ts";
import { failure, type Outcome } from "./outcome.ts";
import { withProgress } from "./progress.ts";
import type { Session } from "./session.ts";
import { undisturbed } from "./undisturbed.ts";

/** What `status` and `check` know of the project that the call is for. */
interface DriftHere {
  /** Undefined where the project cannot be opened. */
  readonly drift: Drift | undefined;
  /** Diffs of what a person changed, where they were asked for. */
  readonly diffs: string;
  /** Without a text, which is the command's to say. */
  readonly outcome: Outcome;
}

/** Tells how the project stands that the call is for. */
export async function driftHere(withDiffs: boolean, session: Session): Promise<DriftHere> {
  const nothing = { drift: undefined, diffs: "" };
  const root = findProject(session);
  if (root === undefined) return { ...nothing, outcome: failure(noProject(session)) };
  const { value: drift, diagnostics } = await undisturbed(
    session,
    () => withProgress(session, "Compiling", () => findDrift(session.portsFor(root))),
    () => true,
  );
  if (!drift) return { ...nothing, outcome: failure(...diagnostics) };
  const diffs = withDiffs ? await describeEdits(drift.files, session.terminal.colors) : "";
  const result = session.options.json ? await driftDocument(drift, withDiffs) : null;
  return { drift, diffs, outcome: { diagnostics, text: "", result } };
}
