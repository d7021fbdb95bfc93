import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compileTemplates } from "../../scripts/compile-templates.ts";
import { createFormatters } from "../../src/adapters/formatters.ts";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { createPythonSyntax } from "../../src/adapters/python-syntax.ts";
import { createBuiltTemplates, createTemplateStore } from "../../src/adapters/template-store.ts";
import type { Blueprint } from "../../src/model/blueprint.ts";
import { load } from "../../src/pipeline/load/index.ts";
import { readBlueprint } from "../../src/pipeline/validate/read-blueprint.ts";
import type { FileSystem, Ports, Reader } from "../../src/ports.ts";
import { createMemoryFileSystem } from "../support/memory-file-system.ts";
import { emptyFolder } from "../support/temporary.ts";
import { createTestHost } from "../support/test-host.ts";
import { PYTHON_GRAMMAR, RUFF } from "../support/web-assembly.ts";

const packageRoot = join(import.meta.dirname, "../..");
const installed = createNodeFileSystem(packageRoot);
const formatters = createFormatters({ wasm: RUFF });

const python = createPythonSyntax(PYTHON_GRAMMAR);

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

/** The blueprints of a library; they are taken for valid, as those of a build are. */
function blueprintsOf(files: LibraryFiles, reader: Reader): readonly Blueprint[] {
  const paths = Object.keys(files).filter((path) => path.endsWith(".blueprint.json"));
  const documents = paths
    .sort()
    .map((path) => ({ path, file: `built-in:${path}`, origin: "built-in" as const }));
  return load(documents, reader).value.map(readBlueprint);
}

/** Compiles the templates of a library into a folder, as the build does. */
function compiledBelow(files: LibraryFiles): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, "templates"));
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith(".njk")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  compileTemplates(join(folder, "templates"), join(folder, "compiled"));
  return join(folder, "compiled");
}

/** Makes the engine's ports over a project, with a library of which only the target is the real one. */
export function portsFactory(library: LibraryFiles = {}, version = "1.0.0") {
  const reader = libraryOf(library);
  const compiledFolder = compiledBelow(library);
  const blueprints = blueprintsOf(library, reader);
  return (fileSystem: FileSystem): Ports => ({
    version,
    build: version,
    fileSystem,
    host: createTestHost(),
    library: { reader, blueprints: () => blueprints },
    templates: createTemplateStore({ fileSystem, built: createBuiltTemplates(compiledFolder) }),
    formatters,
    python,
  });
}
