import type { Command } from "commander";
import { changesAnything, countChanges } from "../change-report.ts";
import { describeDiffs } from "../diffs.ts";
import { previewHere } from "../edit.ts";
import type { Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";
import type { RegisterContext } from "../verbs.ts";

async function plan(session: Session): Promise<Outcome> {
  const { found, outcome } = await previewHere([], session);
  if (!found) return outcome;
  const { changeSet } = found;
  if (!changesAnything(changeSet)) {
    return { ...outcome, text: outcome.text || "Nothing to do: the project is up to date." };
  }
  const count = countChanges(changeSet, ["create", "update", "delete", "conflict"]);
  const diffs = await describeDiffs(changeSet.files, session.terminal.colors);
  const text = [outcome.text, diffs, `Plan: ${count}.`].filter((part) => part !== "").join("\n\n");
  const next = outcome.diagnostics.length === 0 ? { next: ["scaffold apply"] } : {};
  return { ...outcome, text, ...next };
}

/** `scaffold plan`: what an apply would do. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Show what apply would create, update and delete, with diffs. Nothing is written.")
    .action(async () => finish(await plan(session)));
}
