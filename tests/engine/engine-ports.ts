import { createRequire } from "node:module";
import { join } from "node:path";
import { createFormatters } from "../../src/adapters/formatters.ts";
import { createMemoryFileSystem } from "../../src/adapters/memory-file-system.ts";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { createPythonSyntax } from "../../src/adapters/python-syntax.ts";
import { digest } from "../../src/language/digest.ts";
import { compileTemplate } from "../../src/language/template/template.ts";
import type { FileSystem, Ports, Reader, StoredTemplate, TemplateStore } from "../../src/ports.ts";

export const packageRoot = join(import.meta.dirname, "../..");
const installed = createNodeFileSystem(packageRoot);
const formatters = createFormatters();

/** The grammar as it is installed, so that no build is needed. */
export const pythonGrammar = createRequire(import.meta.url).resolve(
  "@vscode/tree-sitter-wasm/wasm/tree-sitter-python.wasm",
);
const python = createPythonSyntax(pythonGrammar);

/** The engine's targets and schemas, and of blueprints only those that are given. */
function libraryOf(files: Readonly<Record<string, string>>): Reader {
  const own = createMemoryFileSystem(files);
  const shipped = (path: string) => !path.startsWith("blueprints");
  return {
    readText: (path) => own.readText(path) ?? (shipped(path) ? installed.readText(path) : null),
    kind: (path) => own.kind(path) ?? (shipped(path) ? installed.kind(path) : null),
    list: (path) => own.list(path),
  };
}

/** Compiles a template of the library, as the build does. */
function compiled(file: string, text: string): StoredTemplate {
  const { template, problems } = compileTemplate(text);
  if (!template) throw new Error(`${file}: ${problems[0]?.message ?? ""}`);
  return {
    kind: "compiled",
    origin: "built-in",
    file: `built-in:${file}`,
    program: template.program,
  };
}

function templatesOf(project: Reader, library: Reader): TemplateStore {
  const found = new Set<string>();
  const textIn = (reader: Reader, path: string) => {
    found.add(path);
    return reader.readText(`templates/${path}`);
  };
  return {
    find(path) {
      const file = `templates/${path}`;
      const text = textIn(project, path);
      if (text !== null) return { kind: "source", origin: "project", file, text };
      const shipped = textIn(library, path);
      return shipped === null ? null : compiled(file, shipped);
    },
    hash(path) {
      const text = textIn(project, path) ?? textIn(library, path);
      return text === null ? null : digest(text);
    },
    overrides: () =>
      [...found]
        .filter((path) => [project, library].every((at) => at.kind(`templates/${path}`) === "file"))
        .sort(),
  };
}

/** The engine's ports over a project, with a library of which only the target is the real one. */
export function portsOver(
  fileSystem: FileSystem,
  library: Readonly<Record<string, string>> = {},
): Ports {
  const reader = libraryOf(library);
  return {
    version: "1.0.0",
    fileSystem,
    library: { reader },
    templates: templatesOf(fileSystem, reader),
    formatters,
    python,
  };
}
