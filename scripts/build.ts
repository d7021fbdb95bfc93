import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { sep } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";
import { compileBlueprints } from "./compile-blueprints.ts";
import { compileTemplates } from "./compile-templates.ts";
import { licensesOf } from "./licenses.ts";

/** Loaded from `node_modules` when they are needed: they carry WebAssembly, or are large. */
const EXTERNAL = ["@inquirer/prompts", "prettier", "web-tree-sitter"];

const require = createRequire(import.meta.url);

const blueprints = readdirSync("blueprints", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".blueprint.json"))
  .map((path) => `blueprints/${path.split(sep).join("/")}`)
  .sort();

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
await compileBlueprints(blueprints, "dist/blueprints.json");
/**
 * The parser of options loads what starts programs at once, for commands that are programs of their own.
 * There are none here, and loading it costs as much as parsing.
 */
const withoutPrograms: Plugin = {
  name: "without-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
      importer.includes("/commander/") ? { path: "programs", namespace: "none" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
  },
};

/** The bundler leaves other characters in patterns; without any, a text is read in a tenth of the time. */
function inAscii(text: string): string {
  return text.replace(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const options = {
  bundle: true,
  format: "cjs",
  platform: "node",
  target: "node20.19",
  external: EXTERNAL,
  plugins: [withoutPrograms],
  // Code that V8 keeps cannot import; all that is external can be required.
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "undefined" },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
} as const satisfies BuildOptions;

await build({ ...options, entryPoints: ["src/cli/main.ts"], outfile: "dist/main.cjs" });
await build({
  ...options,
  entryPoints: ["src/adapters/ruff-worker.ts"],
  outfile: "dist/ruff-worker.cjs",
});
const { metafile, outputFiles } = await build({
  ...options,
  entryPoints: ["src/cli/run-command.ts"],
  outfile: "dist/program.js",
  write: false,
  banner: { js: "(function (exports, require, module, __filename, __dirname) {" },
  footer: { js: "})" },
});
for (const { path, text } of outputFiles) writeFileSync(path, inAscii(text));
writeFileSync("dist/THIRD_PARTY_LICENSES.txt", licensesOf(Object.keys(metafile.inputs)));
compileTemplates("templates", "dist/templates");
copyFileSync(require.resolve("@wasm-fmt/ruff_fmt/wasm"), "dist/ruff_fmt.wasm");
copyFileSync(
  require.resolve("@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm"),
  "dist/tree-sitter-python.wasm",
);
