import { fault } from "../../diagnostics/catalogue.ts";
import { caseFold, pathProblem } from "../../language/paths.ts";
import { fillPlaceholders, lookupPath } from "../../language/patterns.ts";
import type { Target } from "../../language/target.ts";
import type { GeneratedPath } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { UseNode } from "../../model/graph.ts";
import type { Output } from "../../model/output.ts";

const PROJECT_ROOT = "{project}/";

/** Paths of the engine's own, which no blueprint may generate. */
const OWN = ["scaffold.json", "scaffold.lock.json", ".scaffold"];

function isOwn(path: string): boolean {
  const folded = caseFold(path);
  return OWN.some((own) => folded === own || folded.startsWith(`${own}/`));
}

/** The path of an output from the project's root; undefined, with a fault, where it is none. */
export function outputPath(node: UseNode, generated: GeneratedPath, target: Target) {
  const inProject = generated.path.startsWith(PROJECT_ROOT);
  const pattern = inProject
    ? generated.path.slice(PROJECT_ROOT.length)
    : `${target.packageRoot}/${generated.path}`;
  const filled = fillPlaceholders(pattern, (path) => lookupPath(node.data, path));
  const [missing] = filled.missing;
  const problem =
    missing !== undefined
      ? `\`{${missing}}\` is not known here`
      : (pathProblem(filled.text) ??
        (isOwn(filled.text) ? "it belongs to `scaffold` itself" : undefined));
  if (problem === undefined) return { path: filled.text, diagnostics: [] };
  const diagnostic = fault("invalid-output-path", {
    message: `\`${node.id}\` cannot generate \`${filled.text}\`: ${problem}`,
    place: { file: node.blueprint.file, pointer: generated.pointer },
  });
  return { path: undefined, diagnostics: [diagnostic] };
}

function clash(path: string, first: Output, second: Output, nodes: ReadonlyMap<string, UseNode>) {
  const placeOf = ({ use }: Output) => {
    const { file } = nodes.get(use)?.blueprint ?? { file: use };
    return { file, pointer: "/relationships/generates" };
  };
  return fault("output-clash", {
    message: `\`${first.use}\` and \`${second.use}\` both generate \`${path}\``,
    place: placeOf(second),
    related: [{ place: placeOf(first), message: `\`${first.use}\` generates it here` }],
    help: "Remove one of the two, or override the built-in blueprint under its own name",
  });
}

function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Two outputs of one path, also where only upper and lower case differ, or a file in the way of a folder. */
export function findClashes(
  outputs: readonly Output[],
  nodes: ReadonlyMap<string, UseNode>,
): Diagnostic[] {
  const taken = new Map<string, Output>();
  const diagnostics: Diagnostic[] = [];
  for (const output of outputs) {
    const key = caseFold(output.path);
    const first = taken.get(key);
    if (first) diagnostics.push(clash(output.path, first, output, nodes));
    else taken.set(key, output);
  }
  const reported = new Set<string>();
  for (const output of outputs) {
    for (const folder of foldersOf(caseFold(output.path))) {
      const file = taken.get(folder);
      if (!file || reported.has(folder)) continue;
      reported.add(folder);
      diagnostics.push(clash(file.path, file, output, nodes));
    }
  }
  return diagnostics;
}
