import { existsSync } from "node:fs";
import { join } from "node:path";
import { BLUEPRINT_FOLDER } from "../language/project-layout.ts";
import { currentFolder } from "./current-folder.ts";
import type { ExitCode } from "./exit-code.ts";
import { asksForOverview, overview } from "./overview.ts";
import type { Installation } from "./ports.ts";
import { projectAbove } from "./project-above.ts";
import { findVerb } from "./verbs.ts";

/** Whether the overview is not the same everywhere: a project's own blueprints may bring commands. */
function mayHaveOwnVerbs(): boolean {
  const folder = currentFolder();
  const root = folder === undefined ? undefined : projectAbove(folder);
  return root !== undefined && existsSync(join(root, BLUEPRINT_FOLDER));
}

/**
 * The command line. What runs commands, and the parser of their options, is loaded where there is a
 * command to run.
 */
export async function main(
  installation: Installation,
  words: readonly string[],
): Promise<ExitCode> {
  if (asksForOverview(words) && !mayHaveOwnVerbs()) {
    process.stdout.write(overview([]));
    return 0;
  }
  // Side by side, since each waits for its files. The verb is guessed, as nothing is parsed yet: what
  // runs commands asks for that of the call.
  const verb = words.map(findVerb).find((found) => found !== undefined);
  const [{ runCommand }] = await Promise.all([import("./run-command.ts"), verb?.load()]);
  return runCommand(installation, words);
}
