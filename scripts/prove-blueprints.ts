import { createNodeReader } from "../src/adapters/node-reader.ts";
import { locate } from "../src/diagnostics/locate.ts";
import { renderText } from "../src/diagnostics/render-text.ts";
import { load } from "../src/pipeline/load/index.ts";
import { validate } from "../src/pipeline/validate/validate.ts";

/**
 * Validates the blueprints that ship with the engine, which no run validates again.
 *
 * @throws Error with every fault, as a user would read it.
 */
export async function proveBlueprints(files: readonly string[]): Promise<void> {
  const reader = createNodeReader(".");
  const loaded = load(
    files.map((path) => ({ path, origin: "built-in" })),
    reader,
  );
  const validated = await validate(loaded.value);
  const faults = [...loaded.diagnostics, ...validated.diagnostics];
  if (faults.length === 0) return;
  const sourceOf = (file: string) => reader.readText(file);
  throw new Error(renderText(locate(faults, sourceOf), { sourceOf }));
}
