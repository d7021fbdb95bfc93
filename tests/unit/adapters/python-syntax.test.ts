import { createRequire } from "node:module";
import { describe, expect, it, vi } from "vitest";
import { createPythonSyntax } from "../../../src/adapters/python-syntax.ts";
import { holdsOnlyExpressions } from "../../../src/language/python/only-expressions.ts";

const grammar = createRequire(import.meta.url).resolve(
  "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
);
const python = createPythonSyntax(grammar);

async function isOnlyExpressions(text: string): Promise<boolean | undefined> {
  const module = await python.parse(text);
  return module ? holdsOnlyExpressions(module) : undefined;
}

describe("a Python text that holds only expressions", () => {
  it.each([
    ["a name", "storage\n"],
    ["several names", "storage\nmail\n"],
    ["words with operators", "users and mails\n"],
    ["a text", '"""Stores users."""\n'],
    ["a comment", "# Stores users.\n"],
    ["a number and a comment", "42  # answers\n"],
    ["a member", "users.mail\n"],
    ["nothing", ""],
  ])("is %s", async (_, text) => {
    expect(await isOnlyExpressions(text)).toBe(true);
  });
});

describe("a Python text that does something", () => {
  it.each([
    ["an assignment", "a = 1\n"],
    ["a longer assignment", "a += 1\n"],
    ["an annotation", "a: int\n"],
    ["a call", "main()\n"],
    ["a class after a docstring", '"""A."""\n\n\nclass A:\n    pass\n'],
    ["an import", "import logging\n"],
    ["a statement that does nothing", "pass\n"],
  ])("is %s", async (_, text) => {
    expect(await isOnlyExpressions(text)).toBe(false);
  });
});

describe("the syntax tree of a Python text", () => {
  it("is none where the text does not parse", async () => {
    expect(await python.parse("A service that stores users\n")).toBeNull();
  });

  it("is none where the text nests deeper than anybody writes", async () => {
    expect(await python.parse(`${"(".repeat(5_000)}1${")".repeat(5_000)}\n`)).toBeNull();
  });

  it.each(["x = 1\n", "not Python\n"])(
    "leaves nothing in the parser's memory: %j",
    async (text) => {
      const { Tree, TreeCursor } = await import("web-tree-sitter");
      const trees = vi.spyOn(Tree.prototype, "delete");
      const cursors = vi.spyOn(TreeCursor.prototype, "delete");
      await python.parse(text);
      expect([trees.mock.calls.length, cursors.mock.calls.length]).toEqual([1, 1]);
      vi.restoreAllMocks();
    },
  );

  it("holds the named nodes with their lines and offsets", async () => {
    const text = "# é\nclass A:\n    def f(self) -> int:\n        return 1\n\n\nX = 2\n";
    const module = await python.parse(text);
    const [, type, assignment] = module?.children ?? [];
    const body = type?.children.find(({ field }) => field === "body");
    expect(module?.children.map(({ type: kind }) => kind)).toEqual([
      "comment",
      "class_definition",
      "expression_statement",
    ]);
    expect(body?.children[0]).toMatchObject({ type: "function_definition", line: 2, endLine: 4 });
    expect(text.slice(assignment?.start, assignment?.end)).toBe("X = 2");
  });
});
