import type { TemplateProblem } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Variable } from "./scope.ts";
import type { MacroDefinition, NameNode } from "./syntax.ts";

/** A macro that may not be linked yet: macros may call each other. */
export interface LinkedMacro {
  readonly definition: MacroDefinition;
  /** Set when its body is linked: takes its arguments, null where a default stands in. */
  run: (run: Run, given: readonly unknown[]) => string;
}

/** What is collected while a program is linked. */
export interface Linker {
  readonly report: (problem: TemplateProblem) => void;
  /** Judges a name that no variable has. */
  readonly checkName: (node: NameNode, known: () => readonly string[]) => void;
  readonly macros: ReadonlyMap<string, LinkedMacro>;
  readonly macroNames: () => readonly string[];
  readonly resolved: WeakMap<NameNode, Variable>;
  /** Variables that some expression reads. */
  readonly read: Set<Variable>;
  /** Whose variables are set: the file's, or a macro's. */
  frame: Variable["frame"];
  /** Nodes so far: the difference over a body is what one round of it costs. */
  nodes: number;
  /** Nodes around the current one. */
  depth: number;
  loops: number;
}
