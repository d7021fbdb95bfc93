import type { Blueprint } from "../../model/blueprint.ts";
import type { SourceDocument } from "../../model/document.ts";
import { readBlueprint } from "./read-blueprint.ts";

/** Reads blueprints that ship with the engine: the build has validated them and ends where one has a fault. */
export function readProved(documents: readonly SourceDocument[]): readonly Blueprint[] {
  return documents.map(readBlueprint);
}
