import { fault } from "../../diagnostics/catalogue.ts";
import { sameJson } from "../../language/lookup.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Manifest, Use } from "../../model/manifest.ts";
import type { BlueprintIndex } from "./blueprint-index.ts";
import { type Draft, useId } from "./walk.ts";

function keyOf(use: Use): string {
  return JSON.stringify([use.blueprint, use.with.resource_name]);
}

/** The uses of one manifest that another one has not. */
export function removedUses(former: Manifest, { uses }: Manifest): readonly Use[] {
  const kept = new Set(uses.map(keyOf));
  return former.uses.filter((use) => !kept.has(keyOf(use)));
}

/** The resource that a use is for: by its argument, or in the blueprint's name. */
export function resourceOf(use: Use, index: BlueprintIndex): string | undefined {
  const named = use.with.resource_name;
  return typeof named === "string" ? named : index.find(use.blueprint)?.bindings.resource;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

/** Arguments of a removed use that those which need it do not hand down. */
function lostArguments({ with: given }: Use, draft: Draft): readonly string[] {
  return Object.keys(given).filter(
    (name) => name !== "resource_name" && !sameJson(draft.given[name], given[name]),
  );
}

/** The uses of the manifest that lead to another one. */
function askersOf(draft: Draft, drafts: ReadonlyMap<string, Draft>): readonly string[] {
  const found = new Set([draft]);
  for (const { impliedBy } of found) {
    for (const id of impliedBy ?? []) {
      const above = drafts.get(id);
      if (above) found.add(above);
    }
  }
  return [...found].flatMap(({ id, impliedBy }) => (impliedBy ? [] : [id])).sort();
}

/** Removed uses that others depend on and would get with other arguments. */
export function findNeeded(
  removed: readonly Use[],
  drafts: ReadonlyMap<string, Draft>,
  index: BlueprintIndex,
): { readonly needed: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const needed: string[] = [];
  const diagnostics = removed.flatMap((use) => {
    const id = useId(use.blueprint, resourceOf(use, index));
    const draft = drafts.get(id);
    const lost = draft ? lostArguments(use, draft) : [];
    if (!draft || lost.length === 0) return [];
    needed.push(id);
    const needing = listed(askersOf(draft, drafts));
    return fault("still-needed", {
      message: `\`${id}\` cannot be removed: ${needing} would get it without its ${listed(lost)}`,
      place: draft.place,
      help: "Remove first what needs it",
    });
  });
  return { needed, diagnostics };
}
