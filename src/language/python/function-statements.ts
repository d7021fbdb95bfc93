import type { PythonNode } from "../../ports.ts";

/** Finds the lines at which the statements in the bodies of functions begin. */
export function functionStatements(module: PythonNode): readonly number[] {
  const lines: number[] = [];
  function visit({ type, children }: PythonNode, isInFunction: boolean): void {
    for (const child of children) {
      if (isInFunction && type === "block") lines.push(child.line);
      visit(child, isInFunction || child.type === "function_definition");
    }
  }
  visit(module, false);
  return lines;
}
