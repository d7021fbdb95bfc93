import type { Command } from "commander";
import type { RegisterContext } from "../command-module.ts";
import { driftHere } from "../drift-here.ts";
import { countDrift, describeDrift, driftFaults } from "../drift-report.ts";
import type { Outcome } from "../outcome.ts";
import { paragraphs } from "../paragraphs.ts";
import type { Session } from "../session.ts";

const HELP = `
The exit code is 0 whatever the files are like; \`scaffold check\` is for CI.

Examples:
  $ scaffold status           who changed what since it was generated
  $ scaffold status --diff    with your own changes as diffs`;

async function status(withDiffs: boolean, session: Session): Promise<Outcome> {
  const { drift, diffs, outcome } = await driftHere(withDiffs, session);
  if (!drift) return outcome;
  const groups = describeDrift(drift, session.terminal.colors);
  const text = paragraphs(...groups, diffs, `${countDrift(drift)}.`);
  const isBehind = driftFaults(drift, false).length > 0;
  // An apply is refused where it would have to merge into conflicts.
  const isUndecided = drift.files.some(({ state }) => state === "undecided");
  const next = isBehind && !isUndecided ? ["scaffold plan", "scaffold apply"] : [];
  return { ...outcome, text, next };
}

/** `scaffold status`: who changed what, for people. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Tell of each generated file who changed it: you, the blueprints, or both.")
    .option("--diff", "show your own changes as diffs")
    .addHelpText("after", HELP)
    .action(async ({ diff = false }: { diff?: boolean }) => finish(await status(diff, session)));
}
