import type { Command } from "commander";
import type { RegisterContext } from "../command-module.ts";
import { driftHere } from "../drift-here.ts";
import { countDrift, driftFaults } from "../drift-report.ts";
import type { Outcome } from "../outcome.ts";
import { paragraphs } from "../paragraphs.ts";
import type { Session } from "../session.ts";

interface CheckOptions {
  readonly diff?: boolean;
  readonly strict?: boolean;
}

const HELP = `
Everything is generated again in memory and compared, unless the last apply did so here and nothing
but generated files has changed since; nothing is written. Your own changes are fine, and so is a file
that you deleted. The exit code is 1 where an apply would change anything, where something is in its
way, and where a record in .scaffold does not fit.

Examples:
  $ scaffold check            in CI, or before a commit
  $ scaffold check --strict   your own changes of generated files are faults too`;

async function check(options: CheckOptions, session: Session): Promise<Outcome> {
  const { diff = false, strict = false } = options;
  const { drift, diffs, outcome } = await driftHere(diff, session);
  if (!drift) return outcome;
  return {
    ...outcome,
    diagnostics: [...outcome.diagnostics, ...driftFaults(drift, strict)],
    text: paragraphs(diffs, `${countDrift(drift)}.`),
  };
}

/** `scaffold check`: whether the project is what its manifest generates, for CI. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Prove that the project is what scaffold.json generates, with your own changes.")
    .option("--diff", "show your own changes as diffs")
    .option("--strict", "fail for your own changes of generated files too")
    .addHelpText("after", HELP)
    .action(async (options: CheckOptions) => finish(await check(options, session)));
}
