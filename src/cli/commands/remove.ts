import type { Command } from "commander";
import type { ManifestChange, UseReference } from "../../model/manifest.ts";
import type { RegisterContext } from "../command-module.ts";
import { addConflictOption, readMergeOptions } from "../merge-options.ts";
import { addPlanOptions, editOrPlan } from "../plan-options.ts";

const HELP = `
A use that no other one needs goes with the one that brought it. A file that you edited is a
conflict: nothing is removed until you have decided.

Examples:
  $ scaffold remove review                        the only use of the resource
  $ scaffold remove endpoint-crud product         of several uses of a resource, this one
  $ scaffold remove review --dry-run              shows it all, and writes nothing
  $ scaffold remove review --plan                 saves it as a plan, to be applied later`;

function reference(name: string, resource: string | undefined): UseReference {
  return resource === undefined ? { resource: name } : { blueprint: name, resource };
}

/** `scaffold remove USE`: takes a use out of the manifest, and its work out of the project. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Take a use out of scaffold.json, and exactly its work out of the project.")
    .argument("<use>", "its resource, or its blueprint")
    .argument("[resource]", "its resource, after its blueprint")
    .addHelpText("after", HELP);
  addConflictOption(command);
  const planTarget = addPlanOptions(command);
  command.action(async (name: string, resource: string | undefined) => {
    const change: ManifestChange = { kind: "remove", use: reference(name, resource) };
    const { value } = readMergeOptions(command);
    finish(await editOrPlan({ changes: [change], ...value }, planTarget(), session));
  });
}
