import { readFileSync } from "node:fs";
import type { Blueprint } from "../model/blueprint.ts";
import type { Library } from "../ports.ts";

/** Reads the blueprints that ship with the engine, once, from the file in which the build leaves them. */
export function builtBlueprints(file: string): Library["blueprints"] {
  let blueprints: readonly Blueprint[] | undefined;
  return () => {
    blueprints ??= JSON.parse(readFileSync(file, "utf8")) as readonly Blueprint[];
    return blueprints;
  };
}
