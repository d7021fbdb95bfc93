import type { Drift } from "../model/drift.ts";
import { editedTexts, unifiedDiff } from "./diffs.ts";

/** How the project stands as versioned JSON; see `schemas/drift.v1.json`. */
export async function driftDocument({ files, records }: Drift, withDiffs: boolean) {
  const entries = files.map(async (file) => {
    const { path, state, ownership, use, reason } = file;
    const texts = withDiffs ? editedTexts(file) : undefined;
    return {
      path,
      state,
      use: use ?? null,
      ownership,
      ...(reason === undefined ? {} : { reason }),
      ...(texts ? { diff: await unifiedDiff(texts) } : {}),
    };
  });
  return {
    $schema: "https://scaffold.dev/schemas/drift.v1.json",
    version: 1,
    files: await Promise.all(entries),
    records,
  };
}
