import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders, lookupPath } from "../../language/patterns.ts";
import type { Reference } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Data } from "../../model/graph.ts";
import { scopes } from "./items.ts";
import type { Draft } from "./walk.ts";

/** The uses that one use refers to, by the id of the one that refers. */
export type ReferenceLinks = ReadonlyMap<string, readonly string[]>;

function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The item of the manifest that refers, where a person gave the list that it stands in. */
function placeOf(draft: Draft, reference: Reference, scope: Data): Place {
  const list = reference.each === undefined ? undefined : draft.data[reference.each];
  const position = Array.isArray(list) ? list.indexOf(scope.item) : -1;
  if (position < 0 || !Object.hasOwn(draft.given, reference.each ?? "")) return draft.place;
  const pointer = `${draft.place.pointer ?? ""}/with/${reference.each ?? ""}/${position}`;
  return { ...draft.place, pointer };
}

/** Resources are what people know; blueprint names are only compared where there is none. */
function missingReference(
  name: string,
  place: Place,
  { draft, drafts }: { readonly draft: Draft; readonly drafts: ReadonlyMap<string, Draft> },
): Diagnostic {
  const [known] = name.split("-").slice(-1);
  const resources = [...drafts.values()].flatMap(({ names }) => names?.resource ?? []);
  return fault("missing-reference", {
    message: `\`${draft.names?.resource ?? draft.id}\` refers to \`${known ?? name}\`, which the project does not have`,
    place,
    suggestions: nearest(known ?? name, new Set(resources)),
    help: `Add it first, for example with \`scaffold endpoint --type crud ${known ?? name}\``,
  });
}

/** Gives the item that refers (a field) the data of what it refers to. */
function link(scope: Data, reference: Reference, target: Draft): void {
  const holder = reference.each === undefined ? scope : scope.item;
  if (reference.alias !== undefined && isData(holder)) holder[reference.alias] = target.data;
}

/** Demands that every use that is referred to exists, and links it. May be cyclic. */
export function linkReferences(drafts: ReadonlyMap<string, Draft>) {
  const links = new Map<string, string[]>();
  const faulty: string[] = [];
  const diagnostics: Diagnostic[] = [];

  function follow(draft: Draft, reference: Reference, scope: Data): readonly string[] {
    const name = fillPlaceholders(reference.blueprint, (path) => lookupPath(scope, path)).text;
    const target = drafts.get(name);
    if (target) {
      link(scope, reference, target);
      return [target.id];
    }
    const place = placeOf(draft, reference, scope);
    diagnostics.push(missingReference(name, place, { draft, drafts }));
    faulty.push(draft.id);
    return [];
  }

  for (const draft of drafts.values()) {
    const ids = draft.blueprint.refersTo.flatMap((reference) =>
      scopes(reference, draft.data).flatMap((scope) => follow(draft, reference, scope)),
    );
    links.set(draft.id, [...new Set(ids)].sort());
  }
  return { links: links satisfies ReferenceLinks, faulty, diagnostics };
}
