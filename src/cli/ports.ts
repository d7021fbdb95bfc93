import { lstatSync } from "node:fs";
import { join } from "node:path";
import { builtBlueprints } from "../adapters/built-blueprints.ts";
import { createFormatters } from "../adapters/formatters.ts";
import { createNodeFileSystem } from "../adapters/node-file-system.ts";
import { createNodeHost } from "../adapters/node-host.ts";
import { createNodeReader } from "../adapters/node-reader.ts";
import { createPythonSyntax } from "../adapters/python-syntax.ts";
import {
  type BuiltTemplates,
  createBuiltTemplates,
  createTemplateStore,
} from "../adapters/template-store.ts";
import type { Ports } from "../ports.ts";
import type { Caller } from "./caller.ts";
import { quoted } from "./shell-word.ts";

/** Where the package is installed, and its version. */
export interface Installation {
  /** The folder of `package.json`, as a path. */
  readonly packageRoot: string;
  readonly version: string;
}

/** What of a call the ports depend on. */
export interface Call {
  readonly caller: Pick<Caller, "err" | "onSignal">;
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

/** The engine as it is installed: what is the same for every project, read where it is first asked for. */
export interface Engine extends Omit<Ports, "fileSystem" | "host" | "templates"> {
  readonly templates: BuiltTemplates;
}

/** Opens the engine. @param stays - Whether it is for more than one call. */
export function openEngine({ packageRoot, version }: Installation, stays = false): Engine {
  return {
    version,
    build: buildOf(packageRoot, version),
    library: {
      reader: createNodeReader(packageRoot),
      blueprints: builtBlueprints(join(packageRoot, "dist/blueprints.json")),
    },
    templates: createBuiltTemplates(join(packageRoot, "dist/templates")),
    formatters: createFormatters({
      wasm: join(packageRoot, "dist/ruff_fmt.wasm"),
      worker: join(packageRoot, "dist/ruff-worker.cjs"),
      stays,
    }),
    python: createPythonSyntax(join(packageRoot, "dist/tree-sitter-python.wasm")),
  };
}

function createPorts(root: string, engine: Engine, { caller, words, sync }: Call): Ports {
  const fileSystem = createNodeFileSystem(root, { syncs: sync });
  return {
    ...engine,
    fileSystem,
    host: createNodeHost({
      command: ["scaffold", ...words.map(quoted)].join(" "),
      onSignal: caller.onSignal,
      say: (message) => caller.err(`${message}\n`),
    }),
    templates: createTemplateStore({ fileSystem, built: engine.templates }),
  };
}

/** Makes the engine's ports for any project folder, each once. */
export function portsFactory(engine: Engine, call: Call): (root: string) => Ports {
  const known = new Map<string, Ports>();
  return (root) => {
    const ports = known.get(root) ?? createPorts(root, engine, call);
    known.set(root, ports);
    return ports;
  };
}
