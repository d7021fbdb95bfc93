import { lstatSync } from "node:fs";
import { join } from "node:path";
import { builtBlueprints } from "../adapters/built-blueprints.ts";
import { createFormatters } from "../adapters/formatters.ts";
import { createNodeFileSystem } from "../adapters/node-file-system.ts";
import { createNodeHost } from "../adapters/node-host.ts";
import { createNodeReader } from "../adapters/node-reader.ts";
import { createPythonSyntax } from "../adapters/python-syntax.ts";
import { createTemplateStore } from "../adapters/template-store.ts";
import type { Ports } from "../ports.ts";
import { quoted } from "./shell-word.ts";

/** Where the package is installed, and its version. */
export interface Installation {
  /** The folder of `package.json`, as a path. */
  readonly packageRoot: string;
  readonly version: string;
}

/** What of a call the ports depend on. */
export interface Call {
  /** The words after `scaffold`. */
  readonly words: readonly string[];
  readonly sync: boolean;
}

/** Tells one build from the next, although the version stays: as long as one works on the engine. */
function buildOf(packageRoot: string, version: string): string {
  const entry = lstatSync(join(packageRoot, "dist/program.js"), {
    bigint: true,
    throwIfNoEntry: false,
  });
  return `${version} ${entry?.ino}:${entry?.ctimeNs}`;
}

function createPorts(root: string, { packageRoot, version }: Installation, call: Call): Ports {
  const fileSystem = createNodeFileSystem(root, { syncs: call.sync });
  return {
    version,
    build: buildOf(packageRoot, version),
    fileSystem,
    host: createNodeHost(["scaffold", ...call.words.map(quoted)].join(" ")),
    library: {
      reader: createNodeReader(packageRoot),
      blueprints: builtBlueprints(join(packageRoot, "dist/blueprints.json")),
    },
    templates: createTemplateStore({
      fileSystem,
      compiledFolder: join(packageRoot, "dist/templates"),
    }),
    formatters: createFormatters({
      wasm: join(packageRoot, "dist/ruff_fmt.wasm"),
      worker: join(packageRoot, "dist/ruff-worker.cjs"),
    }),
    python: createPythonSyntax(join(packageRoot, "dist/tree-sitter-python.wasm")),
  };
}

/** Makes the engine's ports for any project folder, each once. */
export function portsFactory(
  installation: Installation,
  call: Call = { words: [], sync: true },
): (root: string) => Ports {
  const known = new Map<string, Ports>();
  return (root) => {
    const ports = known.get(root) ?? createPorts(root, installation, call);
    known.set(root, ports);
    return ports;
  };
}
