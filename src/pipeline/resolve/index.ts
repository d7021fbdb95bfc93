import type { Target } from "../../language/target.ts";
import { admittedVersions } from "../../language/version-specifier.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { BlueprintGraph, Data, UseNode } from "../../model/graph.ts";
import type { Manifest, ProjectSettings, Use } from "../../model/manifest.ts";
import { argumentReader } from "./arguments.ts";
import { indexBlueprints } from "./blueprint-index.ts";
import { closeUses } from "./closure.ts";
import { contributionReader, impliedOwners } from "./contributions.ts";
import { checkFirstRows } from "./first-rows.ts";
import { chosenPlurals } from "./manifest-uses.ts";
import { orderDrafts } from "./order.ts";
import { linkReferences, type ReferenceLinks } from "./references.ts";
import { checkConflicts, checkContradictions, checkVersions } from "./relations.ts";
import { findNeeded, resourceOf } from "./removals.ts";
import { checkResourcePaths } from "./resource-paths.ts";
import { fillSlots } from "./slots.ts";
import { type Draft, resourceNamer } from "./walk.ts";

/** What `resolve` reads: the manifest, every known blueprint, and the target's table. */
export interface ResolveInput {
  readonly manifest: Manifest;
  /** As diagnostics name it. */
  readonly manifestFile: string;
  readonly blueprints: readonly Blueprint[];
  readonly target: Target;
  /** Names of documents that cannot be read: what needs them is not to blame. */
  readonly unread?: readonly string[];
  /** Uses that this run takes out of the manifest. */
  readonly removed?: readonly Use[];
}

/** The settings, and which versions of the language they admit. */
function projectData(settings: ProjectSettings, { languageVersions }: Target): Data {
  const versions = admittedVersions(settings.python, languageVersions);
  return { description: null, ...settings, python_versions: versions };
}

/** Uses without a fault of their own or of what they depend on, so that no fault is told twice. */
function sound(ordered: readonly Draft[], faulty: ReadonlySet<string>): readonly Draft[] {
  const unsound = new Set(faulty);
  return ordered.filter((draft) => {
    if (draft.dependencies.some(({ id }) => unsound.has(id))) unsound.add(draft.id);
    return !unsound.has(draft.id);
  });
}

function toNode(draft: Draft, links: ReferenceLinks): UseNode {
  return {
    id: draft.id,
    blueprint: draft.blueprint,
    ...(draft.names ? { names: draft.names } : {}),
    given: draft.given,
    data: draft.data,
    impliedBy: [...(draft.impliedBy ?? [])].sort(),
    isImplied: draft.impliedBy !== undefined,
    dependencies: draft.dependencies.map(({ id }) => id),
    references: links.get(draft.id) ?? [],
    place: draft.place,
  };
}

/**
 * Turns a manifest into the graph of all its uses: finds each use's blueprint, adds the uses that
 * are implied, links dependencies, references and slots, and checks all relations.
 */
export function resolve(input: ResolveInput): Result<BlueprintGraph> {
  const { manifest, manifestFile, target, removed = [] } = input;
  const index = indexBlueprints(input.blueprints, input.unread);
  const { plurals, diagnostics: pluralFaults } = chosenPlurals(manifest, manifestFile, index);
  const contributionsOf = contributionReader(target);
  const context = {
    manifestFile,
    project: projectData(manifest.project, target),
    index,
    removed: new Set(removed.flatMap((use) => resourceOf(use, index) ?? [])),
    namesOf: resourceNamer(plurals),
    read: argumentReader(target),
    impliedOwners: (draft: Draft) => impliedOwners(draft, contributionsOf(draft)),
  };
  const walk = closeUses({ ...context, manifest });
  const { drafts } = walk;
  const { ordered, cyclic, diagnostics: cycles } = orderDrafts(drafts);
  const { links, required, faulty, absent, diagnostics: missing } = linkReferences(walk);
  const uses = [...manifest.uses, ...removed];
  const before =
    removed.length > 0 ? closeUses({ ...context, manifest: { ...manifest, uses } }).drafts : drafts;
  const { needed, diagnostics: removals } = findNeeded({ removed, before, drafts, index });
  const paths = checkResourcePaths(drafts.values());
  const unsound = new Set([...walk.faulty, ...cyclic, ...faulty, ...needed, ...paths.faulty]);
  const slotFaults = fillSlots(drafts, { contributionsOf, faulty: unsound, absent });
  return {
    value: {
      project: manifest.project,
      target: manifest.target,
      uses: sound(ordered, unsound).map((draft) => toNode(draft, links)),
      incomplete: [...unsound].sort(),
      overrides: index.overrides,
    },
    diagnostics: [
      ...pluralFaults,
      ...walk.diagnostics,
      ...paths.diagnostics,
      ...cycles,
      ...missing,
      ...removals,
      ...checkFirstRows(required),
      ...checkVersions(drafts),
      ...checkConflicts(drafts),
      ...checkContradictions(drafts),
      ...slotFaults,
      ...index.diagnostics,
    ],
  };
}
