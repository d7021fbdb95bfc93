import type { Run } from "./run.ts";
import type { Variable } from "./scope.ts";
import type { Expression, NameNode } from "./syntax.ts";

/** An expression, ready to run. */
export type Evaluate = (run: Run) => unknown;

/** What the linker knows of names. */
interface Resolved {
  readonly resolved: WeakMap<NameNode, Variable>;
}

function pathOfName(node: NameNode, run: Run, known: Resolved): string {
  const origin = known.resolved.get(node)?.origin;
  if (origin?.role !== "item") return node.name;
  const position = run.positions[origin.loop];
  const list = pathOf(origin.list, run, known);
  return typeof position === "number" ? `${list}[${position}]` : `${list}.${position}`;
}

/** What stands in the brackets of a look-up, as far as it is written there. */
function indexOf(node: Expression): string {
  if (node.kind === "literal") return JSON.stringify(node.value);
  return node.kind === "name" ? node.name : "…";
}

/** The path of a value in the data, with loops at the item they are at: `model.fields[2].name`. */
export function pathOf(node: Expression, run: Run, known: Resolved): string {
  switch (node.kind) {
    case "name":
      return pathOfName(node, run, known);
    case "member":
      return `${pathOf(node.object, run, known)}.${node.member}`;
    case "item":
      return `${pathOf(node.object, run, known)}[${indexOf(node.index)}]`;
    case "filter":
      return `${pathOf(node.input, run, known)} | ${node.filter}`;
    case "call":
      return `${node.macro}(…)`;
    case "literal":
      return JSON.stringify(node.value).slice(0, 40);
    default:
      return "this value";
  }
}
