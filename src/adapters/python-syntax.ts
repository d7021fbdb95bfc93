import { readFileSync } from "node:fs";
import type { PythonSyntax } from "../ports.ts";

/** Kinds of nodes in which a statement does nothing but hold a value. */
const INERT = new Set(["comment", "expression_statement"]);

/** Kinds of expression statements that do something all the same. */
const EFFECTIVE = new Set(["assignment", "augmented_assignment", "call", "await", "yield"]);

/** Loads the Python grammar when it is first asked; only embedded templates need it. */
export function createPythonSyntax(grammarFile: string): PythonSyntax {
  return {
    async holdsOnlyExpressions(text) {
      const { Language, Parser } = await import("web-tree-sitter");
      await Parser.init();
      const parser = new Parser().setLanguage(await Language.load(readFileSync(grammarFile)));
      const root = parser.parse(text)?.rootNode;
      if (!root || root.hasError) return false;
      return root.namedChildren.every((node) => {
        if (!node || !INERT.has(node.type)) return node === null;
        return node.type === "comment" || !EFFECTIVE.has(node.namedChildren[0]?.type ?? "");
      });
    },
  };
}
