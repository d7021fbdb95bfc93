import { digest } from "../language/digest.ts";
import type { FileChange } from "../model/change-set.ts";
import type { Preview } from "../model/project.ts";

function fileEntry({ path, action, use, ownership, mode, current, result, reason }: FileChange) {
  return {
    path,
    action,
    use: use ?? null,
    ownership,
    mode: `0${mode.toString(8)}`,
    before: current === null ? null : digest(current),
    after: result === null ? null : digest(result),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The change set as versioned JSON; see `schemas/plan.v1.json`. */
export function planDocument({ changeSet, createdFrom, changes }: Preview) {
  const files = changeSet.files.filter(({ action }) => action !== "unchanged").map(fileEntry);
  const content = {
    created_from: createdFrom,
    changes,
    files,
    added_uses: changeSet.addedUses,
    overrides: changeSet.overrides,
  };
  const id = digest(JSON.stringify(content)).slice(0, 16);
  return { $schema: "https://scaffold.dev/schemas/plan.v1.json", version: 1, id, ...content };
}
