import type { Blueprint } from "../model/blueprint.ts";
import type { Result } from "../model/diagnostic.ts";
import { load } from "../pipeline/load/load.ts";
import { validate } from "../pipeline/validate/validate.ts";
import type { Reader } from "../ports.ts";

/** Finds all that can be known of each document on its own, wherever it stands. */
export async function validateFiles(
  files: readonly string[],
  reader: Reader,
): Promise<Result<readonly Blueprint[]>> {
  const paths = files.map((path) => ({ path, origin: "file" as const }));
  const loaded = load(paths, reader);
  const validated = await validate(loaded.value);
  return {
    value: validated.value,
    diagnostics: [...loaded.diagnostics, ...validated.diagnostics],
  };
}
