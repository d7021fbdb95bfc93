import type { Command } from "commander";
import { changesAnything, countChanges, describeGone } from "../change-report.ts";
import { describeDiffs } from "../diffs.ts";
import { paragraphs, previewHere } from "../edit.ts";
import type { Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";
import type { RegisterContext } from "../verbs.ts";

async function plan(session: Session): Promise<Outcome> {
  const { found, outcome } = await previewHere([], session);
  if (!found) return outcome;
  const { changeSet } = found;
  const errors = outcome.diagnostics.filter(({ severity }) => severity === "error");
  // A plan with other faults than conflicts is only a part of one: it counts nothing.
  const isWhole = errors.every(({ code }) => code === "conflict");
  if (!changesAnything(changeSet)) {
    const upToDate = isWhole
      ? paragraphs("Nothing to do: the project is up to date.", describeGone(changeSet))
      : "";
    return { ...outcome, text: outcome.text || upToDate };
  }
  const count = countChanges(changeSet, ["create", "update", "merge", "delete", "conflict"]);
  const diffs = await describeDiffs(changeSet.files, session.terminal.colors);
  const text = paragraphs(
    outcome.text,
    diffs,
    isWhole ? `Plan: ${count}.` : "",
    describeGone(changeSet),
  );
  return { ...outcome, text, ...(errors.length === 0 ? { next: ["scaffold apply"] } : {}) };
}

/** `scaffold plan`: what an apply would do. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Show what apply would create, update and delete, with diffs. Nothing is written.")
    .action(async () => finish(await plan(session)));
}
