import type { Command } from "commander";
import { editProject } from "../edit.ts";
import { addConflictOption, addMovedOption, readMergeOptions } from "../merge-options.ts";
import { failure, type Outcome } from "../outcome.ts";
import type { Session } from "../session.ts";
import type { RegisterContext } from "../verbs.ts";

async function apply(command: Command, session: Session): Promise<Outcome> {
  const { value, diagnostics } = readMergeOptions(command);
  if (diagnostics.length > 0) return failure(...diagnostics);
  return editProject([], session, value);
}

/** `scaffold apply`: brings the project to what its manifest says. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command.description(
    "Generate what scaffold.json says and write the difference, all files or none.",
  );
  addConflictOption(command);
  addMovedOption(command);
  command.action(async () => finish(await apply(command, session)));
}
