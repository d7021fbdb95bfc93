import { fault } from "../../diagnostics/catalogue.ts";
import { lookupIn } from "../../language/lookup.ts";
import { pathProblem } from "../../language/paths.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import { isOwnPath } from "../../language/project-layout.ts";
import type { Target } from "../../language/target.ts";
import type { GeneratedPath } from "../../model/blueprint.ts";
import type { UseNode } from "../../model/graph.ts";

const PROJECT_ROOT = "{project}/";

const REPORTED = Symbol("reported");

/** A placeholder that the blueprint cannot know was reported with its document. */
function unfilled(missing: readonly string[], node: UseNode): string | typeof REPORTED {
  const path = missing.find((each) => Object.hasOwn(node.data, each.split(".", 1)[0] ?? ""));
  return path === undefined || path === "project" ? REPORTED : `\`{${path}}\` has no value here`;
}

/** What is wrong with a path as its values make it. */
function valueProblem(pattern: string, path: string): string | typeof REPORTED | undefined {
  const problem = pathProblem(path);
  if (problem === undefined) return undefined;
  const sample = fillPlaceholders(pattern, () => "x").text;
  return pathProblem(sample) === undefined ? problem : REPORTED;
}

/** A generated path from the project's root, with its placeholders. */
function patternOf({ path }: GeneratedPath, target: Target): string {
  return path.startsWith(PROJECT_ROOT)
    ? path.slice(PROJECT_ROOT.length)
    : `${target.packageRoot}/${path}`;
}

/** The folder of a generated path; the names of files in it are not looked at. */
export function outputFolder(node: UseNode, generated: GeneratedPath, target: Target): string {
  const pattern = patternOf(generated, target);
  const folder = pattern.slice(0, Math.max(0, pattern.lastIndexOf("/")));
  return fillPlaceholders(folder, lookupIn(node.data)).text;
}

/** The path of an output from the project's root; undefined, with a fault, where it is none. */
export function outputPath(node: UseNode, generated: GeneratedPath, target: Target) {
  const pattern = patternOf(generated, target);
  const filled = fillPlaceholders(pattern, lookupIn(node.data));
  const problem =
    filled.missing.length > 0
      ? unfilled(filled.missing, node)
      : (valueProblem(pattern, filled.text) ??
        (isOwnPath(filled.text) ? "it belongs to `scaffold` itself" : undefined));
  if (problem === undefined) return { path: filled.text, diagnostics: [] };
  // A path that no value can make good was reported with its document.
  if (problem === REPORTED) return { path: undefined, diagnostics: [] };
  const diagnostic = fault("invalid-output-path", {
    message: `\`${node.id}\` cannot generate \`${filled.text}\`: ${problem}`,
    place: { file: node.blueprint.file, pointer: generated.pointer },
    related: [{ place: node.place, message: `\`${node.id}\` comes from here` }],
    help: isOwnPath(filled.text)
      ? "Choose another path"
      : "Give a relative path below the package, or below the project with `{project}/`",
  });
  return { path: undefined, diagnostics: [diagnostic] };
}
