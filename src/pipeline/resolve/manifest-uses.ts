import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Manifest, Use } from "../../model/manifest.ts";
import type { BlueprintIndex } from "./blueprint-index.ts";
import { valuesOf } from "./hand-down.ts";
import { addDraft, type HandedArguments, useId, type Walk } from "./walk.ts";

function unknownBlueprint(use: Use, place: Place, index: BlueprintIndex): Diagnostic {
  return fault("unknown-blueprint", {
    message: `There is no blueprint \`${use.blueprint}\``,
    place: { ...place, pointer: `${place.pointer ?? ""}/blueprint` },
    suggestions: nearest(use.blueprint, index.namesLike(use.blueprint)),
    help: "`scaffold blueprint list` shows what there is",
  });
}

function resourceMismatch(use: Use, bound: string, place: Place): Diagnostic {
  const named = JSON.stringify(use.with.resource_name);
  return fault("resource-mismatch", {
    message: `\`${use.blueprint}\` is for \`${bound}\`, but \`resource_name\` is ${named}`,
    place: { ...place, pointer: `${place.pointer ?? ""}/with/resource_name` },
    expected: `"${bound}"`,
  });
}

function duplicateUse(id: string, place: Place, first: Place): Diagnostic {
  return fault("duplicate-use", {
    message: `The manifest uses \`${id}\` twice`,
    place,
    related: [{ place: first, message: "it is used here already" }],
    help: "Merge the two into one",
  });
}

/** A use that stands there in the same words was reported with the manifest. */
function isWordForWord(use: Use, { context: { manifest } }: Walk): boolean {
  return manifest.uses.some(
    (other) =>
      other !== use &&
      other.blueprint === use.blueprint &&
      other.with.resource_name === use.with.resource_name,
  );
}

const NOTHING: HandedArguments = Object.create(null);

/** Where a use names its resource: by its argument, or in the blueprint's name. */
function resourcePointer(use: Use): string {
  return Object.hasOwn(use.with, "resource_name") ? "/with/resource_name" : "/blueprint";
}

function addUse(walk: Walk, use: Use, place: Place): void {
  // Without a name it does not fit the schema, and keeps only the places of the others.
  if (use.blueprint === "") return;
  const match = walk.context.index.find(use.blueprint);
  if (!match) {
    const { index } = walk.context;
    if (!index.mayBeUnread(use.blueprint)) {
      walk.diagnostics.push(unknownBlueprint(use, place, index));
    }
    walk.unanswered.push(use);
    return;
  }
  const named = use.with.resource_name;
  const bound = match.bindings.resource;
  if (bound !== undefined && named !== undefined && named !== bound) {
    walk.diagnostics.push(resourceMismatch(use, bound, place));
  }
  const resource = bound ?? (typeof named === "string" ? named : undefined);
  const id = useId(use.blueprint, resource);
  const first = walk.drafts.get(id);
  if (first) {
    if (!isWordForWord(use, walk)) walk.diagnostics.push(duplicateUse(id, place, first.place));
    return;
  }
  const handed = walk.handed.get(id) ?? NOTHING;
  addDraft(walk, {
    id,
    blueprint: match.blueprint,
    resource,
    given: Object.assign(valuesOf(handed), use.with),
    place,
    resourcePlace: { ...place, pointer: `${place.pointer ?? ""}${resourcePointer(use)}` },
    impliedBy: undefined,
    handed,
    depth: 0,
  });
}

/** Adds every use of the manifest to the walk. */
export function addManifestUses(walk: Walk): void {
  const { manifest, manifestFile } = walk.context;
  for (const [position, use] of manifest.uses.entries()) {
    addUse(walk, use, { file: manifestFile, pointer: `/uses/${position}` });
  }
}

/** A plural that a person chose. */
interface ChosenPlural {
  readonly resource: string;
  readonly plural: string;
  readonly place: Place;
}

function pluralOf(use: Use, place: Place, index: BlueprintIndex): ChosenPlural | undefined {
  const { resource_name: named, plural } = use.with;
  const resource = index.find(use.blueprint)?.bindings.resource ?? named;
  if (typeof resource !== "string" || typeof plural !== "string") return undefined;
  return { resource, plural, place: { ...place, pointer: `${place.pointer ?? ""}/with/plural` } };
}

function pluralDisagreement(chosen: ChosenPlural, first: ChosenPlural): Diagnostic {
  return fault("argument-disagreement", {
    message: `The plural of \`${chosen.resource}\` is \`${chosen.plural}\` here and \`${first.plural}\` elsewhere`,
    place: chosen.place,
    expected: `"${first.plural}", or no \`plural\` here`,
    related: [{ place: first.place, message: "it was chosen here" }],
    help: "Choose it once; every use of the resource takes it",
  });
}

/** Plurals that a person chose, by resource; two choices for one resource are a fault. */
export function chosenPlurals(manifest: Manifest, manifestFile: string, index: BlueprintIndex) {
  const first = new Map<string, ChosenPlural>();
  const diagnostics: Diagnostic[] = [];
  for (const [position, use] of manifest.uses.entries()) {
    const place = { file: manifestFile, pointer: `/uses/${position}` };
    const chosen = pluralOf(use, place, index);
    if (!chosen) continue;
    const known = first.get(chosen.resource);
    if (!known) first.set(chosen.resource, chosen);
    else if (known.plural !== chosen.plural) diagnostics.push(pluralDisagreement(chosen, known));
  }
  const plurals = new Map([...first].map(([resource, { plural }]) => [resource, plural]));
  return { plurals, diagnostics };
}
