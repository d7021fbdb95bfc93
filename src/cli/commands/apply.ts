import type { Command } from "commander";
import { applyPlan } from "../apply-plan.ts";
import { editProject } from "../edit.ts";
import type { RegisterContext } from "../verbs.ts";

const HELP = `
Without a plan it shows what it does, and asks where something is deleted. A plan was looked at
already: exactly it is done, without a question, or nothing where anything has moved since.

Examples:
  $ scaffold apply                     what scaffold.json asks for
  $ scaffold apply 4c1f0e9a2b7d6a10    a plan that \`scaffold plan\` has saved in the project
  $ scaffold apply shop.plan           a plan that \`scaffold plan --out\` has saved in a file`;

/** `scaffold apply`: brings the project to what its manifest says, or does what a plan says. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Generate what scaffold.json says and write the difference, all files or none.")
    .argument("[plan]", "a saved plan: its id, or its file")
    .addHelpText("after", HELP)
    .action(async (plan: string | undefined) =>
      finish(await (plan === undefined ? editProject([], session) : applyPlan(plan, session))),
    );
}
