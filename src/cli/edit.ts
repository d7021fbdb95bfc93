import { apply, preview } from "../engine.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { ManifestChange } from "../model/manifest.ts";
import type { Preview } from "../model/project.ts";
import { afterWriting } from "./after-writing.ts";
import { asSentence, changesAnything, countChanges, describeChanges } from "./change-report.ts";
import { pointAtCommandLine } from "./command-line.ts";
import { confirmDeletes } from "./confirm.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findProject, noProject } from "./find-project.ts";
import { stepsFrom } from "./next-steps.ts";
import { failure, type Outcome } from "./outcome.ts";
import { planDocument } from "./plan-document.ts";
import { withProgress } from "./progress.ts";
import type { Session } from "./session.ts";

function pathsToDelete({ changeSet }: Preview): readonly string[] {
  return changeSet.files.filter(({ action }) => action === "delete").map(({ path }) => path);
}

/** What a preview says of itself, as text and as data. */
function described(found: Preview, session: Session, diagnostics: Outcome["diagnostics"]): Outcome {
  return {
    diagnostics,
    text: describeChanges(found.changeSet, session.terminal.colors),
    result: planDocument(found),
    sources: { [MANIFEST_FILE]: found.manifestText },
  };
}

/** Plans changes of the manifest in the project that the call is for. */
export async function previewHere(changes: readonly ManifestChange[], session: Session) {
  const root = findProject(session);
  if (root === undefined)
    return { found: undefined, ports: undefined, outcome: failure(noProject(session)) };
  const ports = session.portsFor(root);
  const { value: found, diagnostics: all } = await withProgress(session, "Compiling", () =>
    preview({ changes }, ports),
  );
  if (!found) return { found, ports, outcome: failure(...all) };
  const { manifestText } = found;
  const context = { manifestFile: MANIFEST_FILE, manifestText, words: session.words };
  const diagnostics = changes.length > 0 ? pointAtCommandLine(all, context) : all;
  return { found, ports, outcome: described(found, session, diagnostics) };
}

/** Parts of a text with an empty line between them. */
export function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Where nothing is done, a list of what would have been done only misleads. */
function refused(outcome: Outcome, ...diagnostics: readonly Diagnostic[]): Outcome {
  return { ...outcome, text: "", diagnostics: [...outcome.diagnostics, ...diagnostics] };
}

/** Applies changes of the manifest at once; asks where something is deleted. */
export async function editProject(
  changes: readonly ManifestChange[],
  session: Session,
): Promise<Outcome> {
  const { found, ports, outcome } = await previewHere(changes, session);
  if (!found || !ports) return outcome;
  if (exitCodeOf(outcome.diagnostics) !== 0) return refused(outcome);
  if (!changesAnything(found.changeSet))
    return { ...outcome, text: "Nothing to do: the project is up to date." };
  const count = countChanges(found.changeSet, ["create", "update", "merge", "delete"]);
  if (session.options.dryRun) {
    return {
      ...outcome,
      text: paragraphs(outcome.text, `Would be: ${count}. Nothing was written.`),
    };
  }
  const refusal = await confirmDeletes(pathsToDelete(found), outcome.text, session);
  if (refusal) return refused(outcome, refusal);
  const written = await apply(found.changeSet, ports);
  const done = { ...outcome, text: paragraphs(outcome.text, asSentence(count)) };
  if (!written.value.receipt) return afterWriting(done, written);
  const next = stepsFrom(session.workingFolder, findProject(session) ?? "", found.nextSteps.change);
  return afterWriting({ ...done, next }, written);
}
