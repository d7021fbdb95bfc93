import { readFileSync } from "node:fs";
import { format, initSync } from "@wasm-fmt/ruff_fmt/web";
import { FormatError, type Formatter } from "../ports.ts";

/** As in the `[tool.ruff]` table of generated projects. */
const LINE_WIDTH = 100;

function positionAt(text: string, byteOffset: number) {
  const before = Buffer.from(text, "utf8").subarray(0, byteOffset).toString("utf8");
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** The formatter reports a fault as a string that ends in a range of UTF-8 bytes. */
function toFormatError(text: string, thrown: unknown): FormatError {
  const message = String(thrown);
  const [, reason, start] = /^(.*) at byte range (\d+)\.\.\d+$/s.exec(message) ?? [];
  if (reason === undefined || start === undefined) return new FormatError(message);
  const { line, column } = positionAt(text, Number(start));
  return new FormatError(reason, line, column);
}

/**
 * Loads the formatter for Python.
 *
 * @param wasmFile - Its WebAssembly.
 */
export function loadRuffFormatter(wasmFile: string): Formatter {
  initSync(readFileSync(wasmFile));
  return {
    format(path, text) {
      try {
        return format(text, path, { line_width: LINE_WIDTH });
      } catch (thrown) {
        throw toFormatError(text, thrown);
      }
    },
  };
}
