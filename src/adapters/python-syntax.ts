import { readFileSync } from "node:fs";
import type { Parser, TreeCursor } from "web-tree-sitter";
import type { PythonNode, PythonSyntax } from "../ports.ts";

/** Texts that nest deeper are not read: nobody wrote them. */
const MAXIMUM_DEPTH = 400;

/** Kinds of nodes that hold no others; not to look is half of the work. */
const LEAVES = new Set(["identifier", "integer", "float", "comment", "true", "false", "none"]);

/** A node while its children are still being read. */
type OpenNode = PythonNode & { readonly children: PythonNode[] };

/** Finds the lines of offsets; nearly all of them are asked for in their order. */
function lineFinder(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  let line = 0;
  return (offset) => {
    while (line > 0 && (starts[line] ?? 0) > offset) line -= 1;
    while ((starts[line + 1] ?? Number.POSITIVE_INFINITY) <= offset) line += 1;
    return line;
  };
}

type LineOf = ReturnType<typeof lineFinder>;

/** The parser keeps its tree in memory of its own: each question to it costs more than an answer here. */
function nodeAt(cursor: TreeCursor, lineOf: LineOf): OpenNode {
  const { nodeType, currentFieldName, startIndex, endIndex } = cursor;
  return {
    type: nodeType,
    field: currentFieldName,
    start: startIndex,
    end: endIndex,
    line: lineOf(startIndex),
    endLine: lineOf(Math.max(startIndex, endIndex - 1)) + 1,
    children: [],
  };
}

/** Goes to the next node that is not below this one, as far up as the root. */
function goOn(cursor: TreeCursor, path: OpenNode[]): boolean {
  while (!cursor.gotoNextSibling()) {
    path.pop();
    if (!cursor.gotoParent()) return false;
  }
  path.pop();
  return true;
}

/** Copies the named nodes of a tree out of the parser's memory. */
function copyOf(cursor: TreeCursor, text: string): PythonNode | null {
  const lineOf = lineFinder(text);
  const root = nodeAt(cursor, lineOf);
  const path: OpenNode[] = [root];
  let isOpen = cursor.gotoFirstChild();
  while (isOpen) {
    if (cursor.nodeIsNamed) {
      const node = nodeAt(cursor, lineOf);
      path.at(-1)?.children.push(node);
      path.push(node);
      if (path.length > MAXIMUM_DEPTH) return null;
      const isLeaf = LEAVES.has(node.type);
      isOpen = (!isLeaf && cursor.gotoFirstChild()) || goOn(cursor, path);
    } else {
      // What is not named is a word or a sign, and holds nothing.
      path.push(root);
      isOpen = goOn(cursor, path);
    }
  }
  return root;
}

async function loadParser(grammarFile: string): Promise<Parser> {
  const { Language, Parser } = await import("web-tree-sitter");
  await Parser.init();
  return new Parser().setLanguage(await Language.load(readFileSync(grammarFile)));
}

/** Loads the Python grammar when it is first asked. */
export function createPythonSyntax(grammarFile: string): PythonSyntax {
  let parser: Promise<Parser> | undefined;
  return {
    async parse(text) {
      parser ??= loadParser(grammarFile);
      const tree = (await parser).parse(text);
      if (!tree) return null;
      const cursor = tree.walk();
      try {
        return tree.rootNode.hasError ? null : copyOf(cursor, text);
      } finally {
        cursor.delete();
        tree.delete();
      }
    },
  };
}
