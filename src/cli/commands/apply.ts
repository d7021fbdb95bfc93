import type { Command } from "commander";
import { editProject } from "../edit.ts";
import type { RegisterContext } from "../verbs.ts";

/** `scaffold apply`: brings the project to what its manifest says. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description("Generate what scaffold.json says and write the difference, all files or none.")
    .action(async () => finish(await editProject([], session)));
}
