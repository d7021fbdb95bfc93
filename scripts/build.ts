import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "esbuild";
import { compileTemplates } from "./compile-templates.ts";
import { licensesOf } from "./licenses.ts";
import { proveBlueprints } from "./prove-blueprints.ts";

/** Loaded from `node_modules` when they are needed: they carry WebAssembly, or are large. */
const EXTERNAL = ["@wasm-fmt/ruff_fmt", "@inquirer/prompts", "prettier", "web-tree-sitter"];

const require = createRequire(import.meta.url);

const blueprints = readdirSync("blueprints", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".blueprint.json"))
  .map((path) => `blueprints/${path}`);

await proveBlueprints(blueprints);
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
const { metafile } = await build({
  entryPoints: { main: "src/cli/main.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: EXTERNAL,
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
writeFileSync("dist/THIRD_PARTY_LICENSES.txt", licensesOf(Object.keys(metafile.inputs)));
compileTemplates("templates", "dist/templates");
copyFileSync(
  require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
  "dist/tree-sitter-python.wasm",
);
