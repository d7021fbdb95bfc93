import { createRequire } from "node:module";

const { resolve } = createRequire(import.meta.url);

/** As installed, so that no build is needed: the grammar of Python. */
export const PYTHON_GRAMMAR = resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm");

/** And its formatter. */
export const RUFF = resolve("@wasm-fmt/ruff_fmt/wasm");
