import type { BlueprintGraph } from "../model/graph.ts";
import type { Output } from "../model/output.ts";
import type { Hashes } from "../model/record.ts";

/** Uses that nobody asked for by name, and of which nothing has been generated before. */
export function addedUses(
  graph: BlueprintGraph,
  outputs: readonly Output[],
  hashes: Hashes,
): readonly string[] {
  const former = new Set(outputs.filter(({ path }) => hashes.has(path)).map(({ use }) => use));
  const implied = graph.uses.filter(({ isImplied }) => isImplied);
  return implied
    .map(({ id }) => id)
    .filter((id) => !former.has(id))
    .sort();
}
