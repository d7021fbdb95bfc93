import { fault } from "../../diagnostics/catalogue.ts";
import { lookupPath } from "../../language/lookup.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import type { Reference } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Data } from "../../model/graph.ts";
import type { RequiredReference } from "./first-rows.ts";
import { itemPlace } from "./item-place.ts";
import { type Scope, scopes } from "./items.ts";
import { type Draft, useId, type Walk } from "./walk.ts";
import { withoutValue } from "./without-value.ts";

/** The uses that one use refers to, by the id of the one that refers. */
export type ReferenceLinks = ReadonlyMap<string, readonly string[]>;

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The resource in the name of a use: its last word. */
export function resourceIn(name: string): string {
  return name.slice(name.lastIndexOf("-") + 1);
}

/** Whoever removes a resource did not mean those that refer to it. */
function stillReferred(known: string, place: Place, draft: Draft): Diagnostic {
  const by = draft.names?.resource ?? draft.id;
  return fault("still-needed", {
    message: `\`${known}\` cannot be removed: \`${by}\` refers to it`,
    place,
    help: `Drop the field of \`${by}\`, or remove \`${by}\`, first`,
  });
}

/** Resources are what people know; blueprint names are only compared where there is none. */
function missingReference(
  name: string,
  place: Place,
  { draft, walk: { drafts, context } }: { readonly draft: Draft; readonly walk: Walk },
): Diagnostic {
  const known = resourceIn(name);
  if (context.removed.has(known)) return stillReferred(known, place, draft);
  const resources = [...drafts.values()].flatMap(({ names }) => names?.resource ?? []);
  return fault("missing-reference", {
    message: `\`${draft.names?.resource ?? draft.id}\` refers to \`${known}\`, which the project does not have`,
    place,
    suggestions: nearest(known, new Set(resources)),
    help: `Add it first, for example with \`scaffold endpoint --type crud ${known}\``,
  });
}

/**
 * Gives the item that refers (a field) the data of what it refers to. The member is found by its
 * name but not listed, so that a copy of the item does not go round in circles.
 */
function link(holder: unknown, { alias }: Reference, target: Draft): void {
  if (alias === undefined || !isData(holder)) return;
  Object.defineProperty(holder, alias, { value: target.data, enumerable: false, writable: true });
}

/** Whether a use of that resource stands in the manifest and has been reported as unknown. */
function isUnanswered(name: string, { unanswered }: Walk): boolean {
  return unanswered.some(({ blueprint, with: given }) => {
    const { resource_name: resource = blueprint.split("-").at(-1) } = given;
    return name.endsWith(`-${String(resource)}`);
  });
}

/** What refers to nothing has null for the data of its target. */
function unlink(draft: Draft, { alias, each }: Reference): void {
  if (alias === undefined) return;
  const list = each === undefined ? [draft.data] : lookupPath(draft.data, each);
  for (const holder of Array.isArray(list) ? list : []) {
    if (isData(holder)) holder[alias] ??= null;
  }
}

/** Demands that every use that is referred to exists, and links it. May be cyclic. */
export function linkReferences(walk: Walk) {
  const { drafts } = walk;
  const links = new Map<string, string[]>();
  const required: RequiredReference[] = [];
  const faulty: string[] = [];
  const absent = new Set<string>();
  const diagnostics: Diagnostic[] = [];

  /** The item of the manifest that refers, where a person gave the list that it stands in. */
  function placeOf(draft: Draft, { each }: Reference, { item }: Scope): Place {
    return itemPlace({ item, each }, draft, drafts) ?? draft.place;
  }

  function follow(draft: Draft, reference: Reference, scope: Scope): readonly string[] {
    const { text: name, missing } = fillPlaceholders(reference.blueprint, scope.lookup);
    const target = drafts.get(name) ?? drafts.get(useId(name, draft.names?.resource));
    if (target) {
      const { item } = scope;
      if (isData(item) && item.type === "ref" && item.optional === false) {
        required.push({ from: draft, to: target, place: placeOf(draft, reference, scope) });
      }
      link(reference.each === undefined ? draft.data : scope.item, reference, target);
      return [target.id];
    }
    faulty.push(draft.id);
    absent.add(resourceIn(name));
    if (missing.length > 0) {
      const place = { file: draft.blueprint.file, pointer: reference.pointer };
      diagnostics.push(...withoutValue(missing, place, { draft, faulty: walk.faulty }));
    } else if (!isUnanswered(name, walk)) {
      const place = placeOf(draft, reference, scope);
      diagnostics.push(missingReference(name, place, { draft, walk }));
    }
    return [];
  }

  for (const draft of drafts.values()) {
    const ids = draft.blueprint.refersTo.flatMap((reference) => {
      unlink(draft, reference);
      return scopes(reference, draft.data).flatMap((scope) => follow(draft, reference, scope));
    });
    links.set(draft.id, [...new Set(ids)].sort());
  }
  return { links: links satisfies ReferenceLinks, required, faulty, absent, diagnostics };
}
