import { relative } from "node:path";
import { quoted } from "./command-line.ts";

/** Steps that are taken in the project's root, led there from where the user stands. */
export function stepsFrom(
  workingFolder: string,
  root: string,
  steps: readonly string[],
): readonly string[] {
  const way = relative(workingFolder, root);
  if (way === "" || steps.length === 0) return steps;
  // A folder that begins with a hyphen would be an option of `cd`.
  return [`cd ${quoted(way.startsWith("-") ? `./${way}` : way)}`, ...steps];
}
