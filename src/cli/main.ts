import type { ExitCode } from "./exit-code.ts";
import { asksForOverview, overview } from "./overview.ts";
import type { Installation } from "./ports.ts";
import { findVerb } from "./verbs.ts";

/**
 * The command line. What runs commands, and the parser of their options, is loaded where there is a
 * command to run.
 */
export async function main(
  installation: Installation,
  words: readonly string[],
): Promise<ExitCode> {
  if (asksForOverview(words)) {
    process.stdout.write(overview);
    return 0;
  }
  // Side by side, since each waits for its files. The verb is guessed, as nothing is parsed yet: what
  // runs commands asks for that of the call.
  const verb = words.map(findVerb).find((found) => found !== undefined);
  const [{ runCommand }] = await Promise.all([import("./run-command.ts"), verb?.load()]);
  return runCommand(installation, words);
}
