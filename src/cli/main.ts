import { existsSync } from "node:fs";
import { join } from "node:path";
import { BLUEPRINT_FOLDER } from "../language/project-layout.ts";
import { currentFolder } from "./current-folder.ts";
import { askDaemon } from "./daemon/ask.ts";
import { daemonPlace } from "./daemon/place.ts";
import type { ExitCode } from "./exit-code.ts";
import { buildIdentity, loadProgram } from "./load-program.ts";
import { asksForOverview, overview } from "./overview.ts";
import type { Installation } from "./ports.ts";
import { projectAbove } from "./project-above.ts";

/** Whether the overview is not the same everywhere: a project's own blueprints may bring commands. */
function mayHaveOwnVerbs(): boolean {
  const folder = currentFolder();
  const root = folder === undefined ? undefined : projectAbove(folder);
  return root !== undefined && existsSync(join(root, BLUEPRINT_FOLDER));
}

/** The command line. What runs commands is loaded where there is a command to run, and no daemon that runs it. */
export async function main(
  installation: Installation,
  words: readonly string[],
): Promise<ExitCode> {
  if (asksForOverview(words) && !mayHaveOwnVerbs()) {
    process.stdout.write(overview([]));
    return 0;
  }
  const { packageRoot } = installation;
  const build = buildIdentity(packageRoot);
  const place = daemonPlace(build);
  const handed = place === undefined ? "declined" : await askDaemon(place, words);
  if (typeof handed === "number") return handed;
  const { program, keepCode } = loadProgram({ packageRoot, build, words });
  if (handed === "lost") return program.tellLost(installation, words);
  const exitCode = await program.runCommand(installation, words);
  keepCode();
  return exitCode;
}
