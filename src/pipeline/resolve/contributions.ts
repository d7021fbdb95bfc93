import { isFieldType } from "../../language/fields/index.ts";
import { lookupPath } from "../../language/lookup.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import { parseRequirement } from "../../language/requirements.ts";
import type { Target } from "../../language/target.ts";
import type { Blueprint, Contribution } from "../../model/blueprint.ts";
import type { FieldType } from "../../model/field.ts";
import type { JsonObject } from "../../model/json.ts";
import { applies, scopes } from "./items.ts";
import type { Draft } from "./walk.ts";

function contribution(slot: string, value: JsonObject, pointer: string): Contribution {
  return { slot, value, pointer, onlyIfUsed: false };
}

/** A bare name gets the bounds that the target knows for it. */
function bounded(requirement: string, target: Target): string {
  const { requirement: parsed } = parseRequirement(requirement);
  if (parsed?.specifier !== "") return requirement;
  const bounds = target.requirements[parsed.normalizedName] ?? "";
  const [bare, marker] = requirement.split(";", 2);
  return `${(bare ?? "").trim()}${bounds}${marker === undefined ? "" : `; ${marker.trim()}`}`;
}

function requirements(blueprint: Blueprint, target: Target): Contribution[] {
  return blueprint.requirements.map((requirement, position) =>
    contribution(
      target.requirementsSlot,
      { requirement: bounded(requirement, target) },
      `/template/dependencies/${position}`,
    ),
  );
}

/** What the types of a use's fields bring with them, each once: an email needs its validator. */
function fieldTypes(draft: Draft, target: Target): Contribution[] {
  const types = new Map<FieldType, string>();
  for (const [name, parameter] of Object.entries(draft.blueprint.parameters)) {
    const fields = draft.data[name];
    if (parameter.items?.format !== "field" || !Array.isArray(fields)) continue;
    for (const field of fields) {
      // Without a resource the items are what a person wrote, which may be anything.
      const type = lookupPath(field, "type");
      if (typeof type === "string" && isFieldType(type)) types.set(type, `/parameters/${name}`);
    }
  }
  return [...types].flatMap(([type, pointer]) =>
    (target.types[type]?.contributes ?? []).map(({ slot, value }) =>
      contribution(slot, value, pointer),
    ),
  );
}

/**
 * Tells everything that a use adds to slots: what its document says, and what the target adds for
 * it. Each use is read once.
 */
export function contributionReader(target: Target) {
  const known = new WeakMap<Draft, readonly Contribution[]>();
  const ofBlueprints = new Map<Blueprint, readonly Contribution[]>();

  function ofBlueprint(blueprint: Blueprint): readonly Contribution[] {
    const seen = ofBlueprints.get(blueprint);
    if (seen) return seen;
    const found = [...blueprint.contributes, ...requirements(blueprint, target)];
    ofBlueprints.set(blueprint, found);
    return found;
  }

  return (draft: Draft): readonly Contribution[] => {
    const seen = known.get(draft);
    if (seen) return seen;
    const ofTypes = fieldTypes(draft, target);
    const own = ofBlueprint(draft.blueprint);
    const found = ofTypes.length === 0 ? own : [...own, ...ofTypes];
    known.set(draft, found);
    return found;
  };
}

/** A slot that a use adds to, whose owner must therefore be used as well. */
export interface ImpliedOwner {
  readonly slot: string;
  /** The owner's name, where more than one use may own such a slot. */
  readonly to: string | undefined;
}

/** Everything that a use implies by adding to slots, each owner once. */
export function impliedOwners(
  draft: Draft,
  contributions: readonly Contribution[],
): readonly ImpliedOwner[] {
  const implied = new Map<string, ImpliedOwner>();
  for (const contribution of contributions) {
    const { slot, to, onlyIfUsed } = contribution;
    if (onlyIfUsed) continue;
    if (to === undefined) {
      if (implied.has(slot) || !applies(contribution, draft.data)) continue;
      implied.set(slot, { slot, to });
      continue;
    }
    for (const { lookup } of scopes(contribution, draft.data)) {
      const owner = fillPlaceholders(to, lookup).text;
      implied.set(`${slot} ${owner}`, { slot, to: owner });
    }
  }
  return [...implied.values()];
}
