import { fault } from "../../diagnostics/catalogue.ts";
import { lookupIn } from "../../language/lookup.ts";
import { nearest } from "../../language/nearest.ts";
import { pathProblem } from "../../language/paths.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import type { Target } from "../../language/target.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { UseNode } from "../../model/graph.ts";

const PROJECT_ROOT = "{project}/";

interface RequiredContext {
  readonly planned: ReadonlySet<string>;
  /** Whether a path of the project is on disk. */
  readonly exists: (path: string) => boolean;
  readonly target: Target;
}

/** Planned paths that may be meant, as a document writes them. */
function suggestions(
  text: string,
  { planned, packageRoot }: Pick<RequiredContext, "planned"> & { readonly packageRoot: string },
): readonly string[] {
  const root = `${packageRoot}/`;
  return nearest(text, planned).map((path) =>
    path.startsWith(root) ? path.slice(root.length) : `${PROJECT_ROOT}${path}`,
  );
}

/** Files that a blueprint asks for, and that are neither planned nor on disk. */
export function checkRequiredFiles(
  nodes: readonly UseNode[],
  context: RequiredContext,
): Diagnostic[] {
  return nodes.flatMap((node) => {
    const lookup = lookupIn(node.data);
    const packageRoot = fillPlaceholders(context.target.packageRoot, lookup).text;
    return node.blueprint.requiredFiles.flatMap((required, position) => {
      const pattern = required.startsWith(PROJECT_ROOT)
        ? required.slice(PROJECT_ROOT.length)
        : `${packageRoot}/${required}`;
      const { text, missing } = fillPlaceholders(pattern, lookup);
      // A path that leads out of the project was reported with its document, and is not looked at.
      if (missing.length > 0 || pathProblem(text) !== undefined) return [];
      if (context.planned.has(text) || context.exists(text)) return [];
      return fault("missing-required-file", {
        message: `\`${node.id}\` requires \`${text}\`, which is neither planned nor on disk`,
        place: {
          file: node.blueprint.file,
          pointer: `/validation/required_files/${position}`,
        },
        suggestions: suggestions(text, { ...context, packageRoot }),
        related: [{ place: node.place, message: `\`${node.id}\` comes from here` }],
        help: "Write the file, or add the blueprint that generates it",
      });
    });
  });
}
