import type { Diagnostic, Place } from "../model/diagnostic.ts";

/** A diagnostic with every place in it changed: its own, related ones, and those of its fix. */
export function mapPlaces(diagnostic: Diagnostic, change: (place: Place) => Place): Diagnostic {
  const { place, related, fix } = diagnostic;
  const changed = <Part extends { readonly place: Place }>(part: Part): Part => ({
    ...part,
    place: change(part.place),
  });
  return {
    ...diagnostic,
    ...(place ? { place: change(place) } : {}),
    ...(related ? { related: related.map(changed) } : {}),
    ...(fix ? { fix: { ...fix, edits: fix.edits.map(changed) } } : {}),
  };
}
