import { readFileSync } from "node:fs";
import type { Parser, TreeCursor } from "web-tree-sitter";
import type { PythonNode, PythonSyntax } from "../ports.ts";

/** Texts that nest deeper are not read: nobody wrote them. */
const MAXIMUM_DEPTH = 400;

/** A node while its children are still being read. */
type OpenNode = PythonNode & { readonly children: PythonNode[] };

function nodeAt({ currentNode, currentFieldName }: TreeCursor): OpenNode {
  const { type, startIndex, endIndex, startPosition, endPosition } = currentNode;
  const endsInside = endPosition.column > 0 || endPosition.row === startPosition.row;
  return {
    type,
    field: currentFieldName,
    start: startIndex,
    end: endIndex,
    line: startPosition.row,
    endLine: endPosition.row + (endsInside ? 1 : 0),
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
function copyOf(cursor: TreeCursor): PythonNode | null {
  const root = nodeAt(cursor);
  const path: OpenNode[] = [root];
  let isOpen = cursor.gotoFirstChild();
  while (isOpen) {
    const node = nodeAt(cursor);
    if (cursor.nodeIsNamed) path.at(-1)?.children.push(node);
    path.push(node);
    if (path.length > MAXIMUM_DEPTH) return null;
    isOpen = cursor.gotoFirstChild() || goOn(cursor, path);
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
      try {
        return tree.rootNode.hasError ? null : copyOf(tree.walk());
      } finally {
        tree.delete();
      }
    },
  };
}
