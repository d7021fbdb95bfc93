import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { createPlanStore, writeWhole } from "../adapters/plan-store.ts";
import { fault } from "../diagnostics/catalogue.ts";
import { describeFileFault, isFileFault } from "../diagnostics/file-fault.ts";
import { PLAN_SCHEMA, planOf } from "../engine/plan.ts";
import { hearStop } from "../engine.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan } from "../model/plan.ts";
import type { PreviewRequest } from "../model/project.ts";
import { afterWriting } from "./after-writing.ts";
import { changesAnything, countChanges, describeGone } from "./change-report.ts";
import { describeDiffs } from "./diffs.ts";
import { previewHere, refused } from "./edit.ts";
import type { Outcome } from "./outcome.ts";
import { paragraphs } from "./paragraphs.ts";
import { planFileWord } from "./plan-word.ts";
import type { Session } from "./session.ts";
import { quoted } from "./shell-word.ts";
import { UP_TO_DATE } from "./up-to-date.ts";

/** Where a plan is saved: among those of the project, or in a file that a person names. */
export type PlanTarget = "project" | { readonly file: string };

/** Whether a text is a plan, of whatever version: one that only speaks of plans is somebody's work. */
function isPlan(text: string): boolean {
  try {
    return JSON.parse(text)?.$schema === PLAN_SCHEMA;
  } catch {
    return false;
  }
}

/** Whether nothing is lost where a plan is written. */
function isFree(file: string): boolean {
  const entry = statSync(file, { throwIfNoEntry: false });
  return !entry || (entry.isFile() && isPlan(readFileSync(file, "utf8")));
}

/** From where a target counts. */
interface Folders {
  readonly root: string;
  readonly workingFolder: string;
}

function writeTo(target: PlanTarget, plan: Plan, from: Folders): Diagnostic | undefined {
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  try {
    if (target === "project") {
      createPlanStore(from.root).save(plan.id, text);
      return undefined;
    }
    const file = resolve(from.workingFolder, target.file);
    if (!isFree(file)) {
      return fault("not-a-plan", {
        message: `\`${target.file}\` exists and is no plan`,
        help: "Name another file",
      });
    }
    writeWhole(file, text);
    return undefined;
  } catch (error) {
    if (!isFileFault(error)) throw error;
    return fault("write-failed", {
      message: `The plan cannot be saved: ${describeFileFault(error)}`,
      help: "Save it elsewhere with `--out FILE`, or only look at it with `--dry-run`",
    });
  }
}

/** The command that applies a plan, from where the user stands. */
function applyCommand(target: PlanTarget, { id }: Plan, { options }: Session): string {
  const named = target === "project" ? id : quoted(planFileWord(target.file));
  const where = options.project === undefined ? "" : ` --project ${quoted(options.project)}`;
  return `scaffold apply ${named}${where}`;
}

/** Shows what changes of the manifest would do, and saves that as a plan unless it is a dry run. */
export async function planProject(
  request: PreviewRequest,
  target: PlanTarget,
  session: Session,
): Promise<Outcome> {
  const prepared = await previewHere(request, session);
  if (!prepared.found) return prepared.outcome;
  const { root, ports, found, outcome } = prepared;
  const { changeSet } = found;
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  // With other faults than conflicts it would be only a part of a plan.
  if (errors.some(({ code }) => code !== "conflict")) return refused(outcome);
  if (!changesAnything(changeSet)) {
    const upToDate = paragraphs(`${UP_TO_DATE} No plan was saved.`, describeGone(changeSet));
    return { ...outcome, text: outcome.text || upToDate };
  }
  const count = countChanges(changeSet, ["create", "update", "merge", "delete", "conflict"]);
  const diffs = await describeDiffs(changeSet.files, session.terminal.colors);
  const shown = {
    ...outcome,
    text: paragraphs(outcome.text, diffs, `Plan: ${count}.`, describeGone(changeSet)),
  };
  if (errors.length > 0 || session.options.dryRun) return shown;
  const stopped = await hearStop(ports.host);
  if (stopped.value.signal) return afterWriting(outcome, stopped);
  const plan = planOf(found);
  const failed = writeTo(target, plan, { root, workingFolder: session.workingFolder });
  return failed
    ? { ...shown, diagnostics: [...shown.diagnostics, failed] }
    : { ...shown, next: [applyCommand(target, plan, session)] };
}
