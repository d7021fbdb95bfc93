import type { PythonNode } from "../../ports.ts";

/** Kinds of nodes in which a statement does nothing but hold a value. */
const INERT = new Set(["comment", "expression_statement"]);

/** Kinds of expression statements that do something all the same. */
const EFFECTIVE = new Set(["assignment", "augmented_assignment", "call", "await", "yield"]);

/** Whether a text holds no statement but bare expressions. */
export function holdsOnlyExpressions(root: PythonNode): boolean {
  return root.children.every(({ type, children }) => {
    if (!INERT.has(type)) return false;
    return type === "comment" || !EFFECTIVE.has(children[0]?.type ?? "");
  });
}
