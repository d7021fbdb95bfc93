import { fault } from "../../diagnostics/catalogue.ts";
import { sameJson } from "../../language/lookup.ts";
import { compareNatural, compareText } from "../../language/natural-order.ts";
import { nearest } from "../../language/nearest.ts";
import { mergeRequirements, parseRequirement } from "../../language/requirements.ts";
import type { Slot } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { Offer } from "./slots.ts";

function keyOf(slot: Slot, offer: Offer): string {
  return String(offer.value[slot.key] ?? "");
}

/** Where an offer stands among the named places of a slot; below 0 where there is no such place. */
function rank(slot: Slot, { at }: Offer): number {
  if (slot.order === "key") return at === undefined ? 0 : -1;
  return slot.order.indexOf(at ?? "");
}

/** A field that a person can rename; undefined where the clash is one of blueprints alone. */
function fieldClash(slot: Slot, first: Offer, second: Offer): Diagnostic | undefined {
  const [one, two] = [first.field(), second.field()];
  const [field, other] = two ? [two, one] : [one, two];
  if (!field) return undefined;
  const taker = two ? first : second;
  const needed = `the name \`${keyOf(slot, second)}\``;
  return fault("clashing-field", {
    message: other
      ? `The fields \`${other.name}\` and \`${field.name}\` both need ${needed}`
      : `The field \`${field.name}\` needs ${needed}, which is taken`,
    place: field.place,
    related: [
      other
        ? { place: other.place, message: "the other field" }
        : { place: taker.place, message: `\`${taker.by}\` takes it here` },
    ],
    expected: other ? "another name for one of them" : "another name for the field",
    help: slot.description,
  });
}

function clash(slot: Slot, first: Offer, second: Offer): Diagnostic {
  const key = `\`${keyOf(slot, first)}\` to the slot \`${slot.name}\``;
  return fault("slot-clash", {
    message:
      first.by === second.by
        ? `\`${first.by}\` adds ${key} twice`
        : `\`${first.by}\` and \`${second.by}\` both add ${key}`,
    place: second.place,
    related: [{ place: first.place, message: `\`${first.by}\` adds it here` }],
    expected:
      slot.duplicates === "fault"
        ? `each \`${slot.key}\` once`
        : `the same value for the same \`${slot.key}\``,
    help: "Give one of them another name",
  });
}

function unknownPlace(slot: Slot, { at, by, place }: Offer): Diagnostic {
  if (at === undefined) {
    return fault("unknown-slot", {
      message: `\`${by}\` does not say at which place of \`${slot.name}\` it belongs`,
      place,
      expected: `\`at\` with one of ${[...slot.order].join(", ")}`,
    });
  }
  const places = slot.order === "key" ? [] : slot.order;
  return fault("unknown-slot", {
    message: `The slot \`${slot.name}\` has no place \`${at}\``,
    place: { ...place, pointer: `${place.pointer ?? ""}/at` },
    expected: places.length > 0 ? `one of ${places.join(", ")}` : "no `at`: it is sorted by key",
    suggestions: nearest(at, places),
  });
}

function unreadable(slot: Slot, offer: Offer): Diagnostic[] {
  const { problem } = parseRequirement(keyOf(slot, offer));
  // What stands in `template.dependencies` was reported with its document.
  if (!problem || offer.place.pointer?.startsWith("/template/")) return [];
  return [fault("invalid-contribution", { ...problem, place: offer.place })];
}

/** The first two that exclude each other; all of them where only together they do. */
function culprits(slot: Slot, offers: readonly Offer[]): readonly Offer[] {
  const clash = (a: Offer, b: Offer) =>
    mergeRequirements([keyOf(slot, a), keyOf(slot, b)]).conflicts.length > 0;
  for (const [position, second] of offers.entries()) {
    const first = offers.slice(0, position).find((other) => clash(other, second));
    if (first) return [first, second];
  }
  return offers;
}

function requirementConflict(slot: Slot, name: string, offers: readonly Offer[]): Diagnostic {
  const involved = culprits(slot, offers);
  const last = involved.at(-1);
  return fault("requirement-conflict", {
    message: `No version of \`${name}\` is in every range that is asked for`,
    ...(last ? { place: last.place } : {}),
    related: involved.slice(0, -1).map((offer) => ({
      place: offer.place,
      message: `\`${offer.by}\` asks for \`${keyOf(slot, offer)}\``,
    })),
    help: "Widen one of the ranges, so that they have a version in common",
  });
}

/** Requirements of one package become one: all their bounds hold. */
function intersect(slot: Slot, offers: readonly Offer[]) {
  const merged = mergeRequirements(offers.map((offer) => keyOf(slot, offer)));
  const values = merged.requirements.map((requirement): JsonObject => {
    const members: Record<string, Json> = Object.create(null);
    members[slot.key] = requirement;
    return members;
  });
  const conflicts = merged.conflicts.map(({ name, indexes }) =>
    requirementConflict(
      slot,
      name,
      indexes.flatMap((index) => offers[index] ?? []),
    ),
  );
  return {
    values,
    diagnostics: [...offers.flatMap((offer) => unreadable(slot, offer)), ...conflicts],
  };
}

/** By place, then by key, then by who offers; what is compared is read once. */
function inOrder(slot: Slot, offers: readonly Offer[]): readonly Offer[] {
  if (offers.length < 2) return offers;
  const keyed = offers.map((offer) => ({
    offer,
    rank: rank(slot, offer),
    key: keyOf(slot, offer),
  }));
  keyed.sort(
    (a, b) =>
      a.rank - b.rank || compareNatural(a.key, b.key) || compareText(a.offer.by, b.offer.by),
  );
  return keyed.map(({ offer }) => offer);
}

/** Puts what was offered in the slot's order, and judges what was offered twice. */
export function arrange(slot: Slot, offers: readonly Offer[]) {
  const sorted = inOrder(slot, offers);
  if (slot.duplicates === "intersect") return intersect(slot, sorted);
  const values: JsonObject[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, Offer>();
  for (const offer of sorted) {
    if (rank(slot, offer) < 0) {
      diagnostics.push(unknownPlace(slot, offer));
      continue;
    }
    const key = keyOf(slot, offer);
    const first = taken.get(key);
    if (!first) {
      taken.set(key, offer);
      values.push(offer.value);
      continue;
    }
    if (slot.duplicates !== "fault" && sameJson(first.value, offer.value)) continue;
    if (first.isJudged() && offer.isJudged()) {
      diagnostics.push(fieldClash(slot, first, offer) ?? clash(slot, first, offer));
    }
  }
  return { values, diagnostics };
}
