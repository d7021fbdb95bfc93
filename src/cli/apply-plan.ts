import { createNodeReader } from "../adapters/node-reader.ts";
import { createPlanStore, planPath } from "../adapters/plan-store.ts";
import { fault } from "../diagnostics/catalogue.ts";
import { openPlan } from "../engine/open-plan.ts";
import { checkPlan } from "../engine/plan.ts";
import { nearest } from "../language/nearest.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import type { PreviewRequest } from "../model/project.ts";
import { previewHere, refused, writePreview } from "./edit.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findProject, noProject } from "./find-project.ts";
import { failure, type Outcome } from "./outcome.ts";
import { isPlanId } from "./plan-word.ts";
import type { Session } from "./session.ts";

function unknownPlan(id: string, ids: readonly string[]): Diagnostic {
  const known = ids.map((one) => `\`${one}\``).join(", ");
  return fault("unknown-plan", {
    message: `There is no plan \`${id}\` in the project`,
    ...(ids.length === 0 ? {} : { expected: `one of ${known}, the newest first` }),
    suggestions: nearest(id, ids),
    help: "`scaffold plan` makes one",
  });
}

/** Reads the plan that a word names: one of the project's by its id, or a file. */
async function readPlan(
  word: string,
  root: string,
  session: Session,
): Promise<Result<Plan | undefined>> {
  const { fileSystem: project } = session.portsFor(root);
  if (!isPlanId(word)) {
    const reader = createNodeReader(session.workingFolder);
    return openPlan({ file: word, reader, project });
  }
  const ids = createPlanStore(root).ids();
  if (!ids.includes(word)) return { value: undefined, diagnostics: [unknownPlan(word, ids)] };
  return openPlan({ file: planPath(word), reader: project, project });
}

/** Where the file of a plan stands, so that what is wrong in it is shown. */
function folderOf(word: string, root: string, { workingFolder }: Session): string {
  return isPlanId(word) ? root : workingFolder;
}

/** What a plan was made for. */
function requestOf({ changes, on_conflict: onConflict, moved }: Plan): PreviewRequest {
  return { changes, moved, ...(onConflict === null ? {} : { onConflict }) };
}

/** Does exactly what a saved plan says, or refuses and says what moved since it was made. */
export async function applyPlan(word: string, session: Session): Promise<Outcome> {
  const root = findProject(session);
  if (root === undefined) return failure(noProject(session));
  const { value: plan, diagnostics } = await readPlan(word, root, session);
  if (!plan) return { ...failure(...diagnostics), root: folderOf(word, root, session) };
  const prepared = await previewHere(requestOf(plan), session);
  if (!prepared.found) return prepared.outcome;
  const { found, outcome } = prepared;
  const moved = checkPlan(plan, found);
  // What else is wrong follows from what moved.
  if (moved.length > 0) return { ...refused(outcome), diagnostics: moved };
  if (exitCodeOf(outcome.diagnostics) !== 0) return refused(outcome);
  const applied = await writePreview({ ...prepared, plan: plan.id }, session);
  const isDone = exitCodeOf(applied.diagnostics) === 0 && !session.options.dryRun;
  if (isDone && isPlanId(word)) createPlanStore(root).remove(word);
  return applied;
}
