import { apply, preview } from "../engine.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { ManifestChange } from "../model/manifest.ts";
import type { Preview } from "../model/project.ts";
import { changesAnything, countChanges, describeChanges } from "./change-report.ts";
import { pointAtCommandLine } from "./command-line.ts";
import { confirmDeletes } from "./confirm.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findProject, noProject } from "./find-project.ts";
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

/** Applies changes of the manifest at once; asks where something is deleted. */
export async function editProject(
  changes: readonly ManifestChange[],
  session: Session,
): Promise<Outcome> {
  const { found, ports, outcome } = await previewHere(changes, session);
  if (!found || !ports || exitCodeOf(outcome.diagnostics) !== 0) return outcome;
  const count = countChanges(found.changeSet, ["create", "update", "delete"]);
  if (!changesAnything(found.changeSet))
    return { ...outcome, text: "Nothing to do: the project is up to date." };
  if (session.options.dryRun) {
    return { ...outcome, text: `${outcome.text}\n\nWould be: ${count}. Nothing was written.` };
  }
  const refusal = await confirmDeletes(pathsToDelete(found), session);
  if (refusal) return { ...outcome, diagnostics: [...outcome.diagnostics, refusal] };
  const { diagnostics } = apply(found.changeSet, ports);
  return {
    ...outcome,
    diagnostics: [...outcome.diagnostics, ...diagnostics],
    text: `${outcome.text}\n\n${count.charAt(0).toUpperCase()}${count.slice(1)}.`,
    next: found.nextSteps.change,
  };
}
