import { fault } from "../../diagnostics/catalogue.ts";
import { snakeCase } from "../../language/names.ts";
import { nearest } from "../../language/nearest.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type {
  FieldChange,
  Manifest,
  ManifestChange,
  Use,
  UseReference,
} from "../../model/manifest.ts";
import { type BlueprintIndex, indexBlueprints } from "./blueprint-index.ts";
import { changeFields } from "./change-fields.ts";
import { resourceOf } from "./removals.ts";
import { useId } from "./walk.ts";

type Step = Result<Manifest>;

/** The parameter of a blueprint that takes a resource's fields. */
function fieldParameter(blueprint: Blueprint | undefined) {
  return Object.entries(blueprint?.parameters ?? {}).find(
    ([, { items }]) => items?.format === "field",
  );
}

function replaceAt(manifest: Manifest, position: number, given: JsonObject): Manifest {
  const uses = manifest.uses.map((use, at) => (at === position ? { ...use, with: given } : use));
  return { ...manifest, uses };
}

/** The use that holds a resource's fields; the given one where none does yet. */
function fieldHolder(manifest: Manifest, position: number, index: BlueprintIndex): number {
  const use = manifest.uses[position];
  const resource = use && resourceOf(use, index);
  const holder = manifest.uses.findIndex((other) => {
    const [name] = fieldParameter(index.find(other.blueprint)?.blueprint) ?? [];
    return (
      name !== undefined && other.with[name] !== undefined && resourceOf(other, index) === resource
    );
  });
  return holder < 0 ? position : holder;
}

function isEmpty({ put, drop, rename }: FieldChange): boolean {
  return put.length + drop.length + rename.length === 0;
}

/** A blueprint that is not known at all is reported where it is looked for. */
function takesNoFields({ blueprint }: Use, index: BlueprintIndex): Diagnostic[] {
  if (!index.find(blueprint)) return [];
  return [
    fault("unknown-field", {
      message: `\`${blueprint}\` takes no fields`,
      help: "`scaffold blueprint show NAME` lists what a blueprint takes",
    }),
  ];
}

function withFields(
  manifest: Manifest,
  position: number,
  change: FieldChange,
  index: BlueprintIndex,
  isNew: boolean,
): Step {
  if (isEmpty(change)) return { value: manifest, diagnostics: [] };
  const holder = fieldHolder(manifest, position, index);
  const use = manifest.uses[holder];
  const [name, parameter] = fieldParameter(index.find(use?.blueprint ?? "")?.blueprint) ?? [];
  if (!use) return { value: manifest, diagnostics: [] };
  if (name === undefined) return { value: manifest, diagnostics: takesNoFields(use, index) };
  const present = use.with[name] ?? (isNew && holder === position ? [] : parameter?.default);
  const { items, diagnostics } = changeFields(Array.isArray(present) ? present : [], change);
  return { value: replaceAt(manifest, holder, { ...use.with, [name]: items }), diagnostics };
}

/** One word may be a resource, a blueprint, or a resource in another spelling; the first that fits. */
function readings({ blueprint, resource }: UseReference): readonly UseReference[] {
  if (resource === undefined) return [blueprint === undefined ? {} : { blueprint }];
  const spelled = { resource: snakeCase(resource) };
  if (blueprint !== undefined)
    return [
      { blueprint, resource },
      { blueprint, ...spelled },
    ];
  return [{ resource }, { blueprint: resource }, spelled];
}

function findExactly(
  manifest: Manifest,
  { blueprint, resource }: UseReference,
  index: BlueprintIndex,
): readonly number[] {
  return [...manifest.uses.entries()]
    .filter(
      ([, use]) =>
        (blueprint === undefined || use.blueprint === blueprint) &&
        (resource === undefined || resourceOf(use, index) === resource),
    )
    .map(([position]) => position);
}

function findUse(
  manifest: Manifest,
  reference: UseReference,
  index: BlueprintIndex,
): readonly number[] {
  const found = readings(reference).map((reading) => findExactly(manifest, reading, index));
  return found.find((positions) => positions.length > 0) ?? [];
}

/** A use as messages name it, and as a person can. */
function nameOf(use: Use, index: BlueprintIndex): string {
  return useId(use.blueprint, resourceOf(use, index));
}

function unknownUse(
  reference: UseReference,
  manifest: Manifest,
  index: BlueprintIndex,
): Diagnostic {
  const wanted = [reference.blueprint, reference.resource]
    .filter((word) => word !== undefined)
    .join(" ");
  // One word names a resource or a blueprint; a use as a whole is named by two.
  const known = manifest.uses.flatMap((use) =>
    reference.blueprint !== undefined && reference.resource !== undefined
      ? [nameOf(use, index)]
      : [resourceOf(use, index) ?? use.blueprint, use.blueprint, nameOf(use, index)],
  );
  return fault("unknown-use", {
    message: `The project does not use \`${wanted}\``,
    suggestions: nearest(wanted, known),
    ...(index.find(reference.blueprint ?? reference.resource ?? "")
      ? {
          help: `\`${MANIFEST_FILE}\` does not name it: it is there as long as another use needs it`,
        }
      : {}),
  });
}

function ambiguousUse(
  reference: UseReference,
  found: readonly Use[],
  index: BlueprintIndex,
): Diagnostic {
  return fault("ambiguous-use", {
    message: `More than one use is meant by \`${reference.resource ?? reference.blueprint ?? ""}\``,
    expected: found.map((use) => `\`${nameOf(use, index)}\``).join(" or "),
  });
}

function set(
  manifest: Manifest,
  position: number,
  values: Readonly<Record<string, Json>>,
): Manifest {
  const use = manifest.uses[position];
  return use ? replaceAt(manifest, position, { ...use.with, ...values }) : manifest;
}

function add(
  manifest: Manifest,
  change: ManifestChange & { kind: "add" },
  index: BlueprintIndex,
): Step {
  const { use, fields } = change;
  const reference = { blueprint: use.blueprint, ...resourceReference(use) };
  const [known] = findExactly(manifest, reference, index);
  const position = known ?? manifest.uses.length;
  const next =
    known === undefined
      ? { ...manifest, uses: [...manifest.uses, use] }
      : set(manifest, known, use.with);
  return fields
    ? withFields(next, position, fields, index, known === undefined)
    : { value: next, diagnostics: [] };
}

function resourceReference(use: Use): UseReference {
  const named = use.with.resource_name;
  return typeof named === "string" ? { resource: named } : {};
}

function changeOne(manifest: Manifest, change: ManifestChange, index: BlueprintIndex): Step {
  if (change.kind === "add") return add(manifest, change, index);
  const found = findUse(manifest, change.use, index);
  const [position] = found;
  if (position === undefined) {
    return { value: manifest, diagnostics: [unknownUse(change.use, manifest, index)] };
  }
  if (found.length > 1) {
    const meant = manifest.uses.filter((_, at) => found.includes(at));
    return { value: manifest, diagnostics: [ambiguousUse(change.use, meant, index)] };
  }
  if (change.kind === "remove") {
    const uses = manifest.uses.filter((_, at) => at !== position);
    return { value: { ...manifest, uses }, diagnostics: [] };
  }
  const next = set(manifest, position, change.set);
  return change.fields
    ? withFields(next, position, change.fields, index, false)
    : { value: next, diagnostics: [] };
}

/**
 * Applies changes to a manifest, in order. Adding a use that is there already sets its arguments
 * and changes its fields; fields are changed in the use that holds them.
 */
export function changeManifest(
  manifest: Manifest,
  changes: readonly ManifestChange[],
  blueprints: readonly Blueprint[],
): Result<Manifest> {
  const index = indexBlueprints(blueprints);
  let value = manifest;
  const diagnostics: Diagnostic[] = [];
  for (const change of changes) {
    const step = changeOne(value, change, index);
    value = step.value;
    diagnostics.push(...step.diagnostics);
  }
  return { value, diagnostics };
}
