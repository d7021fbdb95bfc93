import type { Origin } from "../model/document.ts";
import type { Formatter, Formatters } from "../ports.ts";
import type { FormatterThread } from "./ruff-thread.ts";

/** Name and version of the formatter for Python; `tests/unit/adapters` holds it to the package. */
export const PYTHON_FORMATTER = "ruff_fmt 0.15.20";

const PRETTIER_ENDINGS = [".md", ".yaml", ".yml", ".json"];

/** What the formatter for Python is loaded from. */
export interface RuffFiles {
  /** Its WebAssembly. */
  readonly wasm: string;
  /** What runs it in a thread of its own; without, it runs where it is asked. */
  readonly worker?: string;
  /** Whether its thread goes on where nothing is formatted for now. */
  readonly stays?: boolean;
}

/** The formatter for Python, and what ends its thread. */
type Ruff = Formatter & Partial<FormatterThread>;

async function loadRuff({ wasm, worker }: RuffFiles): Promise<Ruff> {
  if (worker !== undefined) {
    const { startRuffThread } = await import("./ruff-thread.ts");
    return startRuffThread(worker, wasm);
  }
  const { loadRuffFormatter } = await import("./ruff-formatter.ts");
  return loadRuffFormatter(wasm);
}

async function endThread(ruff: Promise<Ruff>): Promise<void> {
  const { end } = await ruff;
  end?.();
}

async function loadPrettier(): Promise<Formatter> {
  const { loadPrettierFormatter } = await import("./prettier-formatter.ts");
  return loadPrettierFormatter();
}

/**
 * Python is always formatted. Built-in templates print Markdown, YAML and JSON in their final form;
 * what a project's own templates print is formatted.
 */
export function createFormatters(ruffFiles: RuffFiles): Formatters {
  let ruff: Promise<Ruff> | undefined;
  let prettier: Promise<Formatter> | undefined;

  function python(): Promise<Formatter> {
    ruff ??= loadRuff(ruffFiles);
    return ruff;
  }

  return {
    id: PYTHON_FORMATTER,
    async expect() {
      if (ruffFiles.worker !== undefined) await python();
    },
    rest() {
      if (!ruff || ruffFiles.worker === undefined || ruffFiles.stays) return;
      void endThread(ruff);
      ruff = undefined;
    },
    async for(path: string, origin: Origin) {
      if (path.endsWith(".py")) return python();
      if (origin === "built-in" || !PRETTIER_ENDINGS.some((ending) => path.endsWith(ending))) {
        return null;
      }
      prettier ??= loadPrettier();
      return prettier;
    },
  };
}
