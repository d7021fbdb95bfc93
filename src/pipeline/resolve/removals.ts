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

/** Arguments that a use had from what is removed, and that nothing gives it any more. */
function lostArguments(before: Draft, now: Draft): readonly string[] {
  return Object.keys(before.given).filter(
    (name) => name !== "resource_name" && !sameJson(now.given[name], before.given[name]),
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

type Drafts = ReadonlyMap<string, Draft>;

/** What findNeeded compares: all uses with those that are removed, and without them. */
interface Removal {
  readonly removed: readonly Use[];
  readonly before: Drafts;
  readonly drafts: Drafts;
  readonly index: BlueprintIndex;
}

/** A use that stays, with arguments that it would lose. */
interface Losing {
  readonly draft: Draft;
  readonly lost: readonly string[];
}

/** Uses of the resource of a removed use that others lead to as well, and that would lose arguments. */
function losing(use: Use, { before, drafts, index }: Removal): readonly Losing[] {
  const resource = resourceOf(use, index);
  const id = useId(use.blueprint, resource);
  return [...drafts.values()].flatMap((draft) => {
    const former = before.get(draft.id);
    const isOwn = draft.id === id || (resource !== undefined && draft.names?.resource === resource);
    const lost = former && isOwn ? lostArguments(former, draft) : [];
    return lost.length > 0 ? [{ draft, lost }] : [];
  });
}

/** Uses that stay since others lead to them too, and that would do so with other arguments. */
export function findNeeded(removal: Removal): {
  readonly needed: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const found = removal.removed.flatMap((use) => {
    const id = useId(use.blueprint, resourceOf(use, removal.index));
    // The others get theirs through the first of them.
    return losing(use, removal)
      .slice(0, 1)
      .map(({ draft, lost }) => ({ id, draft, lost }));
  });
  const diagnostics = found.map(({ id, draft, lost }) => {
    const needing = listed(askersOf(draft, removal.drafts));
    const what = draft.id === id ? "it" : `\`${draft.id}\``;
    const loss = draft.impliedBy
      ? `${needing} would get ${what} without its ${listed(lost)}`
      : `${what} would lose its ${listed(lost)}`;
    return fault("still-needed", {
      message: `\`${id}\` cannot be removed: ${loss}`,
      place: draft.place,
      help: "Remove first what needs it, or give it what it would lose in `scaffold.json`",
    });
  });
  return { needed: found.map(({ draft }) => draft.id), diagnostics };
}
