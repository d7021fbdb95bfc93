import type { Origin } from "../model/document.ts";
import type { Formatter, Formatters } from "../ports.ts";

/** Name and version of the formatter for Python; `tests/unit/adapters` holds it to the package. */
export const PYTHON_FORMATTER = "ruff_fmt 0.15.20";

const PRETTIER_ENDINGS = [".md", ".yaml", ".yml", ".json"];

/**
 * Python is always formatted. Built-in templates print Markdown, YAML and JSON in their final form;
 * what a project's own templates print is formatted.
 *
 * @param ruffFile - The WebAssembly of the formatter for Python.
 */
export function createFormatters(ruffFile: string): Formatters {
  let ruff: Promise<Formatter> | undefined;
  let prettier: Promise<Formatter> | undefined;
  return {
    id: PYTHON_FORMATTER,
    async for(path: string, origin: Origin) {
      if (path.endsWith(".py")) {
        ruff ??= import("./ruff-formatter.ts").then((module) => module.loadRuffFormatter(ruffFile));
        return ruff;
      }
      if (origin === "built-in" || !PRETTIER_ENDINGS.some((ending) => path.endsWith(ending))) {
        return null;
      }
      prettier ??= import("./prettier-formatter.ts").then((module) =>
        module.loadPrettierFormatter(),
      );
      return prettier;
    },
  };
}
