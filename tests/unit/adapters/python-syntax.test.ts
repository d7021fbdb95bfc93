import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { createPythonSyntax } from "../../../src/adapters/python-syntax.ts";

const grammar = createRequire(import.meta.url).resolve(
  "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
);
const python = createPythonSyntax(grammar);

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
    expect(await python.holdsOnlyExpressions(text)).toBe(true);
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
    expect(await python.holdsOnlyExpressions(text)).toBe(false);
  });

  it("is not what does not parse: the formatter says why", async () => {
    expect(await python.holdsOnlyExpressions("A service that stores users\n")).toBe(false);
  });
});
