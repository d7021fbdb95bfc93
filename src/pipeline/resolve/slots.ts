import { fault } from "../../diagnostics/catalogue.ts";
import { checkArgument } from "../../language/arguments.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders, fillValue, lookupPath } from "../../language/patterns.ts";
import type { Target } from "../../language/target.ts";
import type { Contribution, Slot } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Data } from "../../model/graph.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { contributionsOf } from "./contributions.ts";
import { scopes } from "./items.ts";
import { arrange } from "./slot-order.ts";
import type { Draft } from "./walk.ts";

/** One value on its way into a slot, and who offers it. */
export interface Offer {
  readonly value: JsonObject;
  readonly at: string | undefined;
  readonly by: string;
  readonly place: Place;
}

type Owners = ReadonlyMap<string, readonly Draft[]>;

function ownersBySlot(drafts: Iterable<Draft>): Owners {
  const owners = new Map<string, Draft[]>();
  for (const draft of drafts) {
    for (const slot of Object.keys(draft.blueprint.slots)) {
      owners.set(slot, [...(owners.get(slot) ?? []), draft]);
    }
  }
  return owners;
}

function placeOf(draft: Draft, contribution: Contribution): Place {
  return { file: draft.blueprint.file, pointer: contribution.pointer };
}

/** The use that a contribution is for; undefined where it is not in the project. */
function ownerOf(contribution: Contribution, scope: Data, owners: Owners): Draft | undefined {
  const candidates = owners.get(contribution.slot) ?? [];
  if (contribution.to === undefined) return candidates[0];
  const { text } = fillPlaceholders(contribution.to, (path) => lookupPath(scope, path));
  return candidates.find(({ id }) => id === text);
}

function unknownSlot(draft: Draft, contribution: Contribution, owners: Owners): Diagnostic {
  return fault("unknown-slot", {
    message: `\`${draft.id}\` adds to the slot \`${contribution.slot}\`, which no use has`,
    place: placeOf(draft, contribution),
    suggestions: nearest(contribution.slot, owners.keys()),
    help: "Add `only_if_used` where the contribution may be left out",
  });
}

/** Checks a value's members against the slot's schema. */
function checkValue(value: JsonObject, slot: Slot, place: Place): Diagnostic[] {
  const known = Object.keys(slot.schema);
  const unknown = Object.keys(value)
    .filter((member) => !known.includes(member))
    .map((member) => ({ message: `\`${member}\` is not a member of \`${slot.name}\`` }));
  const wrong = Object.entries(slot.schema).flatMap(([member, parameter]) => {
    const given = value[member];
    if (given === undefined || given === null) {
      return parameter.required ? [{ message: `\`${slot.name}\` needs \`${member}\`` }] : [];
    }
    return checkArgument(given, parameter).map(({ message }) => ({
      message: `\`${member}\` for \`${slot.name}\`: ${message}`,
    }));
  });
  return [...unknown, ...wrong].map(({ message }) =>
    fault("invalid-contribution", { message, place }),
  );
}

/** A slot's value with every member of its schema, null or the default where nothing is given. */
function complete(value: JsonObject, slot: Slot): JsonObject {
  const members: Record<string, Json> = Object.create(null);
  for (const [name, parameter] of Object.entries(slot.schema)) {
    members[name] = value[name] ?? parameter.default ?? null;
  }
  return members;
}

/** Collects what all uses add to slots, and gives each owner its values in order. */
export function fillSlots(drafts: ReadonlyMap<string, Draft>, target: Target): Diagnostic[] {
  const owners = ownersBySlot(drafts.values());
  const diagnostics: Diagnostic[] = [];
  const offers = new Map<Draft, Map<string, Offer[]>>();

  function offer(draft: Draft, contribution: Contribution, scope: Data): void {
    const owner = ownerOf(contribution, scope, owners);
    if (!owner) {
      if (!contribution.onlyIfUsed) diagnostics.push(unknownSlot(draft, contribution, owners));
      return;
    }
    const slot = owner.blueprint.slots[contribution.slot];
    if (!slot) return;
    const place = placeOf(draft, contribution);
    const { value } = fillValue(contribution.value, (path) => lookupPath(scope, path));
    const filled = value as JsonObject;
    const faults = checkValue(filled, slot, place);
    diagnostics.push(...faults);
    if (faults.length > 0) return;
    const bySlot = offers.get(owner) ?? new Map<string, Offer[]>();
    offers.set(owner, bySlot);
    const known = bySlot.get(slot.name) ?? [];
    bySlot.set(slot.name, known);
    known.push({ value: complete(filled, slot), at: contribution.at, by: draft.id, place });
  }

  for (const draft of drafts.values()) {
    for (const contribution of contributionsOf(draft, target)) {
      for (const scope of scopes(contribution, draft.data)) offer(draft, contribution, scope);
    }
  }
  for (const draft of drafts.values()) {
    const slots: Data = Object.create(null);
    for (const slot of Object.values(draft.blueprint.slots)) {
      const arranged = arrange(slot, offers.get(draft)?.get(slot.name) ?? []);
      slots[slot.name] = arranged.values;
      diagnostics.push(...arranged.diagnostics);
    }
    draft.data.slots = slots;
  }
  return diagnostics;
}
