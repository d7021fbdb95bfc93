import { planOf } from "../engine/plan.ts";
import { apply, preview } from "../engine.ts";
import { markedLine } from "../language/merge/conflict-markers.ts";
import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Preview, PreviewRequest } from "../model/project.ts";
import type { Ports } from "../ports.ts";
import { afterWriting } from "./after-writing.ts";
import {
  asSentence,
  changesAnything,
  countChanges,
  describeChanges,
  describeGone,
} from "./change-report.ts";
import { pointAtCommandLine } from "./command-line.ts";
import { confirmDeletes } from "./confirm.ts";
import { exitCodeOf } from "./exit-code.ts";
import { findProject, noProject } from "./find-project.ts";
import { stepsFrom, stepsToDecide } from "./next-steps.ts";
import { failure, type Outcome } from "./outcome.ts";
import { paragraphs } from "./paragraphs.ts";
import { withProgress } from "./progress.ts";
import type { Session } from "./session.ts";
import { undisturbed } from "./undisturbed.ts";
import { UP_TO_DATE } from "./up-to-date.ts";

function pathsToDelete({ changeSet }: Preview): readonly string[] {
  return changeSet.files.filter(({ action }) => action === "delete").map(({ path }) => path);
}

/** Files that an apply leaves conflicts in, between markers. */
function markedPaths({ changeSet }: Preview): readonly string[] {
  const merged = changeSet.files.filter(({ action }) => action === "merge");
  return merged.flatMap(({ path, result }) =>
    result !== null && markedLine(result) !== undefined ? [path] : [],
  );
}

/** What a preview says of itself, as text and as data. */
function described(found: Preview, session: Session, diagnostics: Outcome["diagnostics"]): Outcome {
  return {
    diagnostics,
    text: describeChanges(found.changeSet, session.terminal.colors),
    // Hashing all of it is only for those who read it.
    result: session.options.json ? planOf(found) : null,
    sources: { [MANIFEST_FILE]: found.manifestText },
  };
}

/** A project with what an apply would do to it. */
export interface Prepared {
  readonly root: string;
  readonly ports: Ports;
  readonly found: Preview;
  readonly outcome: Outcome;
  /** The id of the saved plan that it is. */
  readonly plan?: string;
}

/** Where there is no project, or one that cannot be opened: the faults are all there is. */
interface Unopened {
  readonly found: undefined;
  readonly outcome: Outcome;
}

/** Plans changes of the manifest in the project that the call is for. */
export async function previewHere(
  request: PreviewRequest,
  session: Session,
): Promise<Prepared | Unopened> {
  const root = findProject(session);
  if (root === undefined) return { found: undefined, outcome: failure(noProject(session)) };
  const ports = session.portsFor(root);
  const { value: found, diagnostics: all } = await withProgress(session, "Compiling", () =>
    preview(request, ports),
  );
  if (!found) return { found, outcome: failure(...all) };
  const { manifestText } = found;
  const context = { manifestFile: MANIFEST_FILE, manifestText, words: session.words };
  const isTyped = request.changes.length > 0 || request.moved !== undefined;
  const diagnostics = isTyped ? pointAtCommandLine(all, context) : all;
  return { root, ports, found, outcome: described(found, session, diagnostics) };
}

/** A warning as it must be read before the question. */
function asAdvice({ message, help }: Diagnostic): string {
  return help === undefined ? `${message}.` : `${message}. ${help}.`;
}

/** Where nothing is done, a list of what would have been done only misleads. */
export function refused(outcome: Outcome, ...diagnostics: readonly Diagnostic[]): Outcome {
  return { ...outcome, text: "", diagnostics: [...outcome.diagnostics, ...diagnostics] };
}

/** Writes what a preview shows, that object and no other, unless it is a dry run. */
export async function writePreview(
  { root, found, ports, outcome, plan }: Prepared,
  session: Session,
): Promise<Outcome> {
  const count = countChanges(found.changeSet, ["create", "update", "merge", "delete"]);
  if (session.options.dryRun) {
    const text = paragraphs(
      outcome.text,
      `Would be: ${count}. Nothing was written.`,
      describeGone(found.changeSet),
    );
    return { ...outcome, text };
  }
  const written = await apply(found.changeSet, ports, { plan, compiled: found.compiled });
  const text = paragraphs(outcome.text, asSentence(count), describeGone(found.changeSet));
  const done = { ...outcome, text };
  if (!written.value.receipt) return afterWriting(done, written);
  const { workingFolder } = session;
  const next = [
    ...stepsToDecide(workingFolder, root, markedPaths(found)),
    ...stepsFrom(workingFolder, root, found.nextSteps.change),
  ];
  return afterWriting({ ...done, next }, written);
}

/** Applies changes of the manifest at once; asks where something is deleted. */
export function editProject(request: PreviewRequest, session: Session): Promise<Outcome> {
  return undisturbed(
    session,
    () => editOnce(request, session),
    ({ diagnostics }) => exitCodeOf(diagnostics) !== 0,
  );
}

async function editOnce(request: PreviewRequest, session: Session): Promise<Outcome> {
  const prepared = await previewHere(request, session);
  if (!prepared.found) return prepared.outcome;
  const { found, outcome } = prepared;
  if (exitCodeOf(outcome.diagnostics) !== 0) return refused(outcome);
  if (!changesAnything(found.changeSet))
    return { ...outcome, text: paragraphs(UP_TO_DATE, describeGone(found.changeSet)) };
  if (!session.options.dryRun) {
    const listing = paragraphs(outcome.text, ...outcome.diagnostics.map(asAdvice));
    const refusal = await confirmDeletes(pathsToDelete(found), listing, session);
    if (refusal) return refused(outcome, refusal);
  }
  return writePreview(prepared, session);
}
