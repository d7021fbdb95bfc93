import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

/** A field that must refer to a row of another resource, or of its own. */
export interface RequiredReference {
  readonly from: Draft;
  readonly to: Draft;
  readonly place: Place;
}

type ByResource = ReadonlyMap<Draft, readonly RequiredReference[]>;

/** The references from a resource back to itself, if there is such a way. */
function circleFrom(start: RequiredReference, references: ByResource): RequiredReference[] | null {
  const cameBy = new Map<Draft, RequiredReference>();
  const queue = [start];
  for (const reference of queue) {
    if (cameBy.has(reference.to)) continue;
    cameBy.set(reference.to, reference);
    queue.push(...(references.get(reference.to) ?? []));
  }
  const circle: RequiredReference[] = [];
  let at: Draft | undefined = start.from;
  while (at && cameBy.has(at)) {
    const reference = cameBy.get(at);
    if (!reference) break;
    circle.unshift(reference);
    if (reference === start) return circle;
    at = reference.from;
  }
  return null;
}

function resourceOf({ names, id }: Draft): string {
  return names?.resource ?? id;
}

function circleFault(circle: readonly RequiredReference[]): Diagnostic {
  const [first, ...others] = circle;
  const way = circle.map(({ from }) => `\`${resourceOf(from)}\``);
  return fault("impossible-first-row", {
    message: `No first row can exist: ${[...way, way[0]].join(" must refer to ")}`,
    ...(first ? { place: first.place } : {}),
    expected: "at least one of these fields is `optional`",
    related: others.map(({ place, from }) => ({
      place,
      message: `\`${resourceOf(from)}\` must refer to the next here`,
    })),
  });
}

/**
 * Finds resources whose rows must refer to each other in a circle, so that none could be the first.
 * Each circle is reported once.
 */
export function checkFirstRows(required: readonly RequiredReference[]): Diagnostic[] {
  const references = new Map<Draft, RequiredReference[]>();
  for (const reference of required) {
    const known = references.get(reference.from);
    if (known) known.push(reference);
    else references.set(reference.from, [reference]);
  }
  const seen = new Set<Draft>();
  return required.flatMap((reference) => {
    if (seen.has(reference.from)) return [];
    const circle = circleFrom(reference, references);
    for (const { from } of circle ?? []) seen.add(from);
    return circle ? [circleFault(circle)] : [];
  });
}
