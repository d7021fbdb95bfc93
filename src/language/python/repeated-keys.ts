import type { PythonNode } from "../../ports.ts";
import { childAt, definitionIn } from "./definitions.ts";

/** A key that stands more than once in a dictionary: of the two values Python takes the last. */
export interface RepeatedKey {
  readonly key: string;
  /** The definitions around the dictionary, and what it is assigned to. */
  readonly place: string;
  readonly lines: readonly number[];
}

function textOf(node: PythonNode | undefined, text: string): string {
  return node ? text.slice(node.start, node.end) : "";
}

/** The key of a pair; quotes are a matter of form. */
function keyOf(pair: PythonNode, text: string): string {
  return textOf(childAt(pair, "key"), text).replace(/^'([^'"\\]*)'$/, '"$1"');
}

function repeatedIn(dictionary: PythonNode, place: string, text: string): readonly RepeatedKey[] {
  const lines = new Map<string, number[]>();
  for (const pair of dictionary.children.filter(({ type }) => type === "pair")) {
    const key = keyOf(pair, text);
    lines.set(key, [...(lines.get(key) ?? []), pair.line]);
  }
  return [...lines].flatMap(([key, at]) => (at.length > 1 ? [{ key, place, lines: at }] : []));
}

/** What a node gives its name to, if it is one that has a name. */
function nameOf(node: PythonNode, text: string): string {
  const field = node.type === "assignment" ? "left" : "name";
  return textOf(childAt(definitionIn(node) ?? node, field), text);
}

/** Finds the keys that stand twice in one dictionary. */
export function repeatedKeys(module: PythonNode, text: string): readonly RepeatedKey[] {
  const found: RepeatedKey[] = [];
  function visit(node: PythonNode, place: string): void {
    for (const child of node.children) {
      if (child.type === "dictionary") found.push(...repeatedIn(child, place, text));
      const name = nameOf(child, text);
      visit(child, name === "" ? place : `${place}${name}.`);
    }
  }
  visit(module, "");
  return found;
}
