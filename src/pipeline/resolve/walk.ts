import { resourceNames } from "../../language/names.ts";
import type { Blueprint, Dependency } from "../../model/blueprint.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Data, ResourceNames } from "../../model/graph.ts";
import type { Json } from "../../model/json.ts";
import type { Manifest, Use } from "../../model/manifest.ts";
import type { ArgumentSource, Arguments } from "./arguments.ts";
import type { BlueprintIndex } from "./blueprint-index.ts";
import type { ImpliedOwner } from "./contributions.ts";

/** An argument that a person gave to one use, on its way to the uses that this one implies. */
export interface Handed {
  readonly value: Json;
  /** Where the person gave it, and the use of the manifest that it was given to. */
  readonly place: Place;
  readonly by: string;
}

/** Arguments by name; an object without a prototype. */
export type HandedArguments = Readonly<Record<string, Handed>>;

/** A use before its dependencies are known. */
interface Seed {
  readonly id: string;
  readonly blueprint: Blueprint;
  readonly resource: string | undefined;
  readonly given: Readonly<Record<string, Json>>;
  /** The use of the manifest that led here. */
  readonly place: Place;
  /** Where the resource is named. */
  readonly resourcePlace: Place;
  /** Ids of the uses that imply it; undefined for a use of the manifest. */
  readonly impliedBy: Set<string> | undefined;
  /** Where the arguments of an implied use come from; empty for a use of the manifest. */
  readonly handed: HandedArguments;
  /** How many uses lead from the manifest to this one. */
  readonly depth: number;
}

/** A use while the graph grows. */
export interface Draft extends Omit<Seed, "resource"> {
  readonly names: ResourceNames | undefined;
  readonly data: Data;
  /** Dependencies that exist, in the order of the document. */
  readonly dependencies: { readonly declared: Dependency; readonly id: string }[];
}

/** What a walk through the uses needs and does not change. */
export interface WalkContext {
  readonly manifest: Manifest;
  readonly manifestFile: string;
  /** What every use sees of its project. */
  readonly project: Data;
  readonly index: BlueprintIndex;
  /** Resources of uses that this run takes out of the manifest. */
  readonly removed: ReadonlySet<string>;
  readonly read: (source: ArgumentSource) => Arguments;
  /** Slots that a use contributes to and that imply their owner. */
  readonly impliedOwners: (draft: Draft) => readonly ImpliedOwner[];
  /** The forms of a resource's name. */
  readonly namesOf: (resource: string) => ResourceNames;
}

/** One walk from the manifest's uses to all that they lead to. */
export interface Walk {
  readonly context: WalkContext;
  /** In the order in which they were found; grows while it is walked. */
  readonly queue: Draft[];
  readonly drafts: Map<string, Draft>;
  /** Names of the uses whose slots a use adds to, by its id; followed when all resources are known. */
  readonly others: Map<string, readonly string[]>;
  /** Names of all resources so far. */
  readonly resources: Set<string>;
  readonly diagnostics: Diagnostic[];
  /** Ids of uses with a fault: what they would generate is not looked at. */
  readonly faulty: Set<string>;
  /** Uses of the manifest that no blueprint answers to; what refers to them is not to blame. */
  readonly unanswered: Use[];
  /** Arguments that an implied use was handed, by its id; kept from one walk to the next. */
  readonly handed: Map<string, HandedArguments>;
  /** Whether a use was handed something after its own dependencies were followed. */
  hasLearned: boolean;
  /** Set where uses imply others without end, so that the walk was given up. */
  endless: Diagnostic | undefined;
}

/** Gives the forms of a resource's name, made once for all its uses, with the plural that a person chose. */
export function resourceNamer(plurals: ReadonlyMap<string, string>): WalkContext["namesOf"] {
  const known = new Map<string, ResourceNames>();
  return (resource) => {
    const names = known.get(resource) ?? resourceNames(resource, plurals.get(resource));
    known.set(resource, names);
    return names;
  };
}

/** Starts a walk with what an earlier one learned. */
export function startWalk(context: WalkContext, handed: Walk["handed"]): Walk {
  return {
    context,
    handed,
    queue: [],
    drafts: new Map(),
    others: new Map(),
    resources: new Set(),
    diagnostics: [],
    faulty: new Set(),
    unanswered: [],
    hasLearned: false,
    endless: undefined,
  };
}

/** A use is known by its blueprint's full name, and by its resource where that name lacks it. */
export function useId(name: string, resource: string | undefined): string {
  return resource === undefined || name.endsWith(`-${resource}`) ? name : `${name} ${resource}`;
}

/** Adds a use to the walk, with its arguments read. */
export function addDraft(walk: Walk, seed: Seed): Draft {
  const { project, namesOf, read } = walk.context;
  const { resource, ...rest } = seed;
  const names = resource === undefined ? undefined : namesOf(resource);
  const place = { ...seed.place, pointer: `${seed.place.pointer ?? ""}/with` };
  const { data, diagnostics, isFaulty } = read({ ...rest, names, place });
  data.project = project;
  data.package = project.package;
  if (names) Object.assign(data, names);
  const draft = { ...rest, names, data, dependencies: [] };
  walk.diagnostics.push(...diagnostics);
  if (isFaulty) walk.faulty.add(seed.id);
  if (resource !== undefined) walk.resources.add(resource);
  walk.drafts.set(seed.id, draft);
  walk.queue.push(draft);
  return draft;
}
