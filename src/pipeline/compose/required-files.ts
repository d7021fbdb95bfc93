import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders, lookupPath } from "../../language/patterns.ts";
import type { Target } from "../../language/target.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { UseNode } from "../../model/graph.ts";

const PROJECT_ROOT = "{project}/";

/** Files that a blueprint asks for, and that are neither planned nor on disk. */
export function checkRequiredFiles(
  nodes: readonly UseNode[],
  context: {
    readonly planned: ReadonlySet<string>;
    readonly exists: (path: string) => boolean;
    readonly target: Target;
  },
): Diagnostic[] {
  return nodes.flatMap((node) =>
    node.blueprint.requiredFiles.flatMap((required, position) => {
      const pattern = required.startsWith(PROJECT_ROOT)
        ? required.slice(PROJECT_ROOT.length)
        : `${context.target.packageRoot}/${required}`;
      const { text } = fillPlaceholders(pattern, (path) => lookupPath(node.data, path));
      if (context.planned.has(text) || context.exists(text)) return [];
      return fault("missing-required-file", {
        message: `\`${node.id}\` requires \`${text}\`, which is neither planned nor on disk`,
        place: {
          file: node.blueprint.file,
          pointer: `/validation/required_files/${position}`,
        },
        suggestions: nearest(text, context.planned),
        related: [{ place: node.place, message: `\`${node.id}\` comes from here` }],
      });
    }),
  );
}
