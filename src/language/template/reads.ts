import { placeholders } from "../patterns.ts";
import type { Expression, Program } from "./syntax.ts";

/** What a template reads of an object: of a member all, or of the member's own members only these. */
export interface Reads {
  readonly [member: string]: Reads | "all";
}

/** The same while it is collected; null stands for all. */
type Collected = Map<string, Collected | null>;

function add(path: readonly string[], into: Collected): void {
  let here = into;
  for (const member of path.slice(0, -1)) {
    const next = here.has(member) ? here.get(member) : new Map();
    if (!next) return;
    here.set(member, next);
    here = next;
  }
  const [last] = path.slice(-1);
  if (last !== undefined) here.set(last, null);
}

/** The members that an expression leads through, from a name on: of `a.b["c"]` these three. */
function pathOf(node: Expression): readonly string[] | undefined {
  if (node.kind === "name") return [node.name];
  if (node.kind === "member") return pathOf(node.object)?.concat(node.member);
  if (node.kind !== "item" || node.index.kind !== "literal") return undefined;
  const { value } = node.index;
  return typeof value === "string" ? pathOf(node.object)?.concat(value) : undefined;
}

function collect(node: unknown, reads: Collected): void {
  if (typeof node !== "object" || node === null) return;
  const path = "kind" in node ? pathOf(node as Expression) : undefined;
  if (path) {
    add(path, reads);
    return;
  }
  for (const child of Object.values(node)) {
    // A filter may fill the placeholders of a text: `".models.{resource}_model" | module`.
    if (typeof child === "string") {
      for (const { path } of placeholders(child)) add(path.split("."), reads);
    }
    collect(child, reads);
  }
}

function sorted(reads: Collected): Reads {
  const members = [...reads].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, of]) => [name, of ? sorted(of) : "all"]));
}

/** All that a template may read, sorted: of its data, and of its own variables. */
export function readsOf({ body, macros }: Program): Reads {
  const reads: Collected = new Map();
  collect([body, macros], reads);
  return sorted(reads);
}
