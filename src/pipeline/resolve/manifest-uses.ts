import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Manifest, Use } from "../../model/manifest.ts";
import type { BlueprintIndex } from "./blueprint-index.ts";
import { addDraft, useId, type Walk } from "./walk.ts";

function unknownBlueprint(use: Use, place: Place, index: BlueprintIndex): Diagnostic {
  return fault("unknown-blueprint", {
    message: `There is no blueprint \`${use.blueprint}\``,
    place: { ...place, pointer: `${place.pointer ?? ""}/blueprint` },
    suggestions: nearest(use.blueprint, index.names),
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

function addUse(walk: Walk, use: Use, place: Place): void {
  const match = walk.context.index.find(use.blueprint);
  if (!match) {
    walk.diagnostics.push(unknownBlueprint(use, place, walk.context.index));
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
    walk.diagnostics.push(duplicateUse(id, place, first.place));
    return;
  }
  const { blueprint } = match;
  addDraft(walk, { id, blueprint, resource, given: use.with, place, impliedBy: undefined });
}

/** Adds every use of the manifest to the walk. */
export function addManifestUses(walk: Walk): void {
  const { manifest, manifestFile } = walk.context;
  for (const [position, use] of manifest.uses.entries()) {
    addUse(walk, use, { file: manifestFile, pointer: `/uses/${position}` });
  }
}

/** Plurals that a person chose, by resource; two choices for one resource are a fault. */
export function chosenPlurals(manifest: Manifest, manifestFile: string) {
  const plurals = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const [position, { with: given }] of manifest.uses.entries()) {
    const { resource_name: resource, plural } = given;
    if (typeof resource !== "string" || typeof plural !== "string") continue;
    const known = plurals.get(resource);
    if (known !== undefined && known !== plural) {
      diagnostics.push(
        fault("argument-disagreement", {
          message: `The plural of \`${resource}\` is \`${plural}\` here and \`${known}\` elsewhere`,
          place: { file: manifestFile, pointer: `/uses/${position}/with/plural` },
          expected: `"${known}"`,
        }),
      );
    }
    plurals.set(resource, known ?? plural);
  }
  return { plurals, diagnostics };
}
