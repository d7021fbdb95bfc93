import type { Command } from "commander";
import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { RegisterContext } from "../command-module.ts";
import {
  addConflictOption,
  addMovedOption,
  type MergeRequest,
  readMergeOptions,
} from "../merge-options.ts";
import { failure, type Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";
import { isUpToDateHere, UP_TO_DATE } from "../up-to-date.ts";

const HELP = `
Without a plan it shows what it does, and asks where something is deleted. A plan was looked at
already: exactly it is done, without a question, or nothing where anything has moved since.

Examples:
  $ scaffold apply                     what scaffold.json asks for
  $ scaffold apply 4c1f0e9a2b7d6a10    a plan that \`scaffold plan\` has saved in the project
  $ scaffold apply shop.plan           a plan that \`scaffold plan --out\` has saved in a file`;

/** A plan says itself what was chosen when it was made. */
function contradiction(options: MergeRequest): Diagnostic | undefined {
  if (Object.keys(options).length === 0) return undefined;
  return fault("usage", {
    message:
      "A plan holds what was chosen when it was made: `--on-conflict` and `--moved` belong to `scaffold plan`",
    help: "Make a plan with the options, and apply that",
  });
}

/** Most runs find nothing to do, which can be known before anything is loaded that compiles. */
async function applyManifest(options: MergeRequest, session: Session): Promise<Outcome> {
  const isPlain = Object.keys(options).length === 0 && !session.options.json;
  if (isPlain && isUpToDateHere(session)) {
    return { diagnostics: [], text: UP_TO_DATE, result: null };
  }
  const { editProject } = await import("../edit.ts");
  return editProject({ changes: [], ...options }, session);
}

async function apply(
  plan: string | undefined,
  command: Command,
  session: Session,
): Promise<Outcome> {
  const { value, diagnostics } = readMergeOptions(command);
  if (diagnostics.length > 0) return failure(...diagnostics);
  if (plan === undefined) return applyManifest(value, session);
  const refusal = contradiction(value);
  if (refusal) return failure(refusal);
  const { applyPlan } = await import("../apply-plan.ts");
  return applyPlan(plan, session);
}

/** `scaffold apply`: brings the project to what its manifest says, or does what a plan says. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Generate what scaffold.json says and write the difference, all files or none.")
    .argument("[plan]", "a saved plan: its id, or its file")
    .addHelpText("after", HELP);
  addConflictOption(command);
  addMovedOption(command);
  command.action(async (plan: string | undefined) => finish(await apply(plan, command, session)));
}
