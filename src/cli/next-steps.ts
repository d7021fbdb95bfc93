import { join, relative } from "node:path";
import { quoted } from "./shell-word.ts";

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

/** What comes before all else: conflicts to decide, in files that are named from where the user stands. */
export function stepsToDecide(
  workingFolder: string,
  root: string,
  paths: readonly string[],
): readonly string[] {
  return paths.map((path) => {
    const file = quoted(relative(workingFolder, join(root, path)));
    return `decide the conflicts between markers in ${file}`;
  });
}
