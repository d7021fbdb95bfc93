import type { Command } from "commander";
import type { RegisterContext } from "../command-module.ts";
import { addConflictOption, addMovedOption, readMergeOptions } from "../merge-options.ts";
import { failure, type Outcome } from "../outcome.ts";
import { planProject } from "../save-plan.ts";
import type { Session } from "../session.ts";

const HELP = `
The plan is saved in the project, where git does not see it, or in FILE. \`scaffold apply\` does exactly
it, or refuses and says what moved since. Nothing else is written; with --dry-run nothing at all.

Examples:
  $ scaffold plan                     what scaffold.json asks for, and the project is not yet
  $ scaffold plan --out shop.plan     as a file, to be looked at and applied elsewhere
  $ scaffold remove review --plan     the plan of a command, in the place of doing it`;

async function plan(command: Command, session: Session): Promise<Outcome> {
  const { value, diagnostics } = readMergeOptions(command);
  if (diagnostics.length > 0) return failure(...diagnostics);
  const { out: file } = command.opts<{ out?: string }>();
  const target = file === undefined ? "project" : { file };
  return planProject({ changes: [], ...value }, target, session);
}

/** `scaffold plan`: what an apply would do. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description(
      "Show what apply would create, update and delete, with diffs, and save it as a plan.",
    )
    .option("--out <file>", "save the plan in a file")
    .addHelpText("after", HELP);
  addConflictOption(command);
  addMovedOption(command);
  command.action(async () => finish(await plan(command, session)));
}
