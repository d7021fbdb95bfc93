import { writeFileSync } from "node:fs";
import { createNodeReader } from "../src/adapters/node-reader.ts";
import { locate } from "../src/diagnostics/locate.ts";
import { renderText } from "../src/diagnostics/render-text.ts";
import { load } from "../src/pipeline/load/index.ts";
import { validate } from "../src/pipeline/validate/validate.ts";

/**
 * Validates the blueprints that ship with the engine and writes them, as they are read, into one file:
 * no run parses or validates them again.
 *
 * @throws Error with every fault, as a user would read it.
 */
export async function compileBlueprints(files: readonly string[], output: string): Promise<void> {
  const reader = createNodeReader(".");
  const loaded = load(
    files.map((path) => ({ path, file: `built-in:${path}`, origin: "built-in" })),
    reader,
  );
  const validated = await validate(loaded.value);
  const faults = [...loaded.diagnostics, ...validated.diagnostics];
  if (faults.length > 0) {
    const sourceOf = (file: string) => reader.readText(file.replace("built-in:", ""));
    throw new Error(renderText(locate(faults, sourceOf), { sourceOf }));
  }
  writeFileSync(output, JSON.stringify(validated.value));
}
