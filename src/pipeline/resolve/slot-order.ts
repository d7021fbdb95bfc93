import { fault } from "../../diagnostics/catalogue.ts";
import { mergeRequirements } from "../../language/requirements.ts";
import type { Slot } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Offer } from "./slots.ts";

function keyOf(slot: Slot, offer: Offer): string {
  return String(offer.value[slot.key] ?? "");
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rank(slot: Slot, offer: Offer): number {
  return slot.order === "key" ? 0 : slot.order.indexOf(offer.at ?? "");
}

function clash(slot: Slot, first: Offer, second: Offer): Diagnostic {
  const key = keyOf(slot, first);
  return fault("slot-clash", {
    message: `\`${first.by}\` and \`${second.by}\` both add \`${key}\` to \`${slot.name}\``,
    place: second.place,
    related: [{ place: first.place, message: `\`${first.by}\` adds it here` }],
    help: "Give one of them another name",
  });
}

function unknownPlace(slot: Slot, offer: Offer): Diagnostic {
  return fault("unknown-slot", {
    message: `\`${slot.name}\` has no place \`${offer.at ?? ""}\``,
    place: offer.place,
    ...(slot.order === "key" ? {} : { expected: `\`at\` is one of ${slot.order.join(", ")}` }),
  });
}

/** Requirements of one package become one: all their bounds hold. */
function intersect(slot: Slot, offers: readonly Offer[]) {
  const texts = offers.map((offer) => keyOf(slot, offer));
  const merged = mergeRequirements(texts);
  const values = merged.requirements.map((requirement) => ({ [slot.key]: requirement }));
  const diagnostics = merged.conflicts.map(({ name, indexes }) => {
    const [first, second] = indexes.flatMap((index) => offers[index] ?? []);
    return fault("requirement-conflict", {
      message: `No version of \`${name}\` is in every range that is asked for`,
      ...(second ? { place: second.place } : {}),
      expected: `\`${first ? keyOf(slot, first) : name}\` and this one have a version in common`,
      related: first ? [{ place: first.place, message: `\`${first.by}\` asks for this` }] : [],
    });
  });
  return { values, diagnostics };
}

/** Puts what was offered in the slot's order, and judges what was offered twice. */
export function arrange(slot: Slot, offers: readonly Offer[]) {
  const sorted = [...offers].sort(
    (a, b) =>
      compare(rank(slot, a), rank(slot, b)) ||
      compare(keyOf(slot, a), keyOf(slot, b)) ||
      compare(a.by, b.by),
  );
  if (slot.duplicates === "intersect") return intersect(slot, sorted);
  const values: JsonObject[] = [];
  const diagnostics: Diagnostic[] = [];
  const taken = new Map<string, Offer>();
  for (const offer of sorted) {
    if (rank(slot, offer) < 0) diagnostics.push(unknownPlace(slot, offer));
    const first = taken.get(keyOf(slot, offer));
    if (!first) {
      taken.set(keyOf(slot, offer), offer);
      values.push(offer.value);
    } else if (
      slot.duplicates === "fault" ||
      JSON.stringify(first.value) !== JSON.stringify(offer.value)
    ) {
      diagnostics.push(clash(slot, first, offer));
    }
  }
  return { values, diagnostics };
}
