/** Formats the files that it is given, and does nothing else: what no generator can be faster than. */
import { readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

setFlagsFromString("--liftoff-only");
const { format } = await import("@wasm-fmt/ruff_fmt");
for (const file of process.argv.slice(2)) {
  format(readFileSync(file, "utf8"), file, { line_width: 100 });
}
