import { createRequire } from "node:module";
import { parse as parseToml } from "smol-toml";
import { createPythonSyntax } from "../../src/adapters/python-syntax.ts";

const python = createPythonSyntax(
  createRequire(import.meta.url).resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
);

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

function withoutComments(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*/g, "$1");
}

/** Whether a text is one of its format. */
export async function isSound(path: string, text: string): Promise<boolean> {
  if (path.endsWith(".py")) return (await python.parse(text)) !== null;
  if (path.endsWith(".json")) return parses(() => JSON.parse(withoutComments(text)));
  if (path.endsWith(".toml")) return parses(() => parseToml(text));
  return true;
}
