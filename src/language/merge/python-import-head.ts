import type { PythonNode } from "../../ports.ts";
import { type ImportedName, parseImport } from "../template/imports.ts";

/** One import statement, on lines of its own. */
export interface Statement {
  readonly line: number;
  readonly endLine: number;
  /** Undefined where it holds what cannot be sorted: a comment, a star. */
  readonly names: readonly ImportedName[] | undefined;
  /** The same, whatever comments are beside it. */
  readonly held: readonly ImportedName[];
}

/**
 * The imports that a module begins with, from the first line to the one after the last. A person may
 * have statements of their own between them.
 */
export interface ImportHead {
  readonly line: number;
  readonly endLine: number;
  readonly lines: readonly string[];
  readonly statements: readonly Statement[];
  /** Imports of the module that stand below. */
  readonly late: readonly Statement[];
}

const IMPORTS = new Set(["import_statement", "import_from_statement", "future_import_statement"]);

/** A text in quotes at the beginning, and comments, may stand before the imports. */
function isBefore({ type, children }: PythonNode): boolean {
  return type === "comment" || (type === "expression_statement" && children[0]?.type === "string");
}

function statementOf(node: PythonNode, lines: readonly string[], text: string): Statement {
  const { line, endLine, start, end } = node;
  const written = text.slice(start, end);
  const isAlone = lines.slice(line, endLine).join("\n") === written;
  const held = parseImport(written.replaceAll(/#.*$/gm, "")) ?? [];
  return { line, endLine, names: isAlone ? parseImport(written) : undefined, held };
}

/** Whether a statement may stand between imports. */
export type MayStandBetween = (statement: string) => boolean;

/** A person's statement that is in no generated text, unless it defines a function or a class. */
export function isOwnStatement(generated: readonly (readonly [PythonNode, string])[]) {
  const known = new Set(
    generated.flatMap(([{ children }, text]) =>
      children.map(({ start, end }) => text.slice(start, end)),
    ),
  );
  return (statement: string) =>
    !known.has(statement) && !/^(?:@|async |def |class )/.test(statement);
}

/**
 * Finds the imports that a module begins with; undefined where it begins with none.
 *
 * @param mayStandBetween - Which statements do not end them.
 */
export function importHead(
  module: PythonNode,
  text: string,
  mayStandBetween: MayStandBetween = () => false,
): ImportHead | undefined {
  const below = module.children.slice(module.children.findIndex((node) => !isBefore(node)));
  const end = below.findIndex(
    (node) =>
      node.type !== "comment" &&
      !IMPORTS.has(node.type) &&
      !mayStandBetween(text.slice(node.start, node.end)),
  );
  const all = below.filter(({ type }) => IMPORTS.has(type));
  // Two statements on one line: whoever writes that may keep it.
  if (all.some(({ line }, at) => (all[at - 1]?.endLine ?? 0) > line)) return undefined;
  const nodes = (end < 0 ? below : below.slice(0, end)).filter(({ type }) => IMPORTS.has(type));
  const [start, last] = [nodes[0], nodes.at(-1)];
  if (!start || !last) return undefined;
  const lines = text.split("\n");
  return {
    line: start.line,
    endLine: last.endLine,
    lines: lines.slice(start.line, last.endLine),
    statements: nodes.map((node) => statementOf(node, lines, text)),
    late: all.slice(nodes.length).map((node) => statementOf(node, lines, text)),
  };
}
