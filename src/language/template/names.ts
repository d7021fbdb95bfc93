import { placeholders } from "../patterns.ts";
import type { Program } from "./syntax.ts";

function rootOf(path: string): string {
  return path.split(".", 1)[0] ?? path;
}

function collect(node: unknown, names: Set<string>): void {
  if (typeof node !== "object" || node === null) return;
  if ("kind" in node && node.kind === "name" && "name" in node) names.add(String(node.name));
  for (const child of Object.values(node)) {
    // A filter may fill the placeholders of a text: `".models.{resource}_model" | module`.
    if (typeof child === "string") {
      for (const { path } of placeholders(child)) names.add(rootOf(path));
    }
    collect(child, names);
  }
}

/** Every name that a template reads, sorted: of its data, and those of its own variables. */
export function namesIn({ body, macros }: Program): readonly string[] {
  const names = new Set<string>();
  collect([body, macros], names);
  return [...names].sort();
}
