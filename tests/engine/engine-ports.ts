import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createFormatters } from "../../src/adapters/formatters.ts";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { createPythonSyntax } from "../../src/adapters/python-syntax.ts";
import { createTemplateStore } from "../../src/adapters/template-store.ts";
import { digest } from "../../src/language/digest.ts";
import { compileTemplate } from "../../src/language/template/template.ts";
import type { FileSystem, Ports, Reader } from "../../src/ports.ts";
import { createMemoryFileSystem } from "../support/memory-file-system.ts";
import { emptyFolder } from "../support/temporary.ts";
import { createTestHost } from "../support/test-host.ts";

const packageRoot = join(import.meta.dirname, "../..");
const installed = createNodeFileSystem(packageRoot);
const formatters = createFormatters();

/** The grammar as it is installed, so that no build is needed. */
const grammar = createRequire(import.meta.url).resolve(
  "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
);
const python = createPythonSyntax(grammar);

/** Files that ship with the engine, by path. */
type LibraryFiles = Readonly<Record<string, string>>;

/** The target's table without its types and bounds: they belong to the built-in backend. */
function bareTarget(): string {
  const target = JSON.parse(installed.readText("templates/fastapi/target.json") ?? "");
  return JSON.stringify({ ...target, types: {}, requirements: {} });
}

/** The engine's targets and schemas, and of blueprints only those that are given. */
function libraryOf(files: LibraryFiles): Reader {
  const own = createMemoryFileSystem({ "templates/fastapi/target.json": bareTarget(), ...files });
  const isShipped = (path: string) => !path.startsWith("blueprints");
  return {
    readText: (path) => own.readText(path) ?? (isShipped(path) ? installed.readText(path) : null),
    kind: (path) => own.kind(path) ?? (isShipped(path) ? installed.kind(path) : null),
    list: (path) => own.list(path),
  };
}

/** Compiles the templates of a library into a folder, as the build does. */
function compileTemplates(files: LibraryFiles): string {
  const folder = emptyFolder();
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith(".njk")) continue;
    const { template, problems } = compileTemplate(text);
    if (!template) throw new Error(`${path}: ${problems[0]?.message ?? ""}`);
    const file = join(folder, `${path.replace(/^templates\//, "")}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ hash: digest(text), program: template.program }));
  }
  return folder;
}

/** Makes the engine's ports over a project, with a library of which only the target is the real one. */
export function portsFactory(library: LibraryFiles = {}, version = "1.0.0") {
  const reader = libraryOf(library);
  const compiledFolder = compileTemplates(library);
  return (fileSystem: FileSystem): Ports => ({
    version,
    build: version,
    fileSystem,
    host: createTestHost(),
    library: { reader },
    templates: createTemplateStore({ fileSystem, compiledFolder }),
    formatters,
    python,
  });
}
