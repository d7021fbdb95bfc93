import type { ExitCode } from "./exit-code.ts";
import { calledVerb } from "./global-options.ts";
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
  if (asksForOverview(words) && !words.includes("--json")) {
    process.stdout.write(overview);
    return 0;
  }
  // Side by side, since each waits for its files; what runs commands asks for the verb's again.
  const verb = findVerb(calledVerb(words) ?? "");
  const [{ runCommand }] = await Promise.all([import("./run-command.ts"), verb?.load()]);
  return runCommand(installation, words);
}
