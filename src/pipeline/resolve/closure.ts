import { fault } from "../../diagnostics/catalogue.ts";
import { identifierProblem } from "../../language/identifiers.ts";
import { holds, lookupIn } from "../../language/lookup.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import type { Blueprint, Dependency } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { handedTo, handOver, valuesOf } from "./hand-down.ts";
import { addManifestUses } from "./manifest-uses.ts";
import { addDraft, type Draft, startWalk, useId, type Walk, type WalkContext } from "./walk.ts";
import { withoutValue } from "./without-value.ts";

/** No use stands further from the manifest than this; a blueprint may imply ever longer names. */
const MAXIMUM_DEPTH = 64;
/** Uses that a manifest leads to, at most: some, and so many for each of its own. */
const MAXIMUM_USES = { base: 1_000, each: 100 };

/** A blueprint without the resource in its name takes that of the use that implies it. */
function resourceFor(blueprint: Blueprint, by: Draft): string | undefined {
  return Object.hasOwn(blueprint.parameters, "resource_name") ? by.names?.resource : undefined;
}

/** The first uses on the way from the manifest to one, for a message. */
function wayTo(draft: Draft, walk: Walk): string {
  const way: string[] = [];
  for (let at: Draft | undefined = draft; at; ) {
    way.unshift(at.id);
    const [above]: (string | undefined)[] = [...(at.impliedBy ?? [])];
    at = above === undefined ? undefined : walk.drafts.get(above);
  }
  return way
    .slice(0, 3)
    .map((id) => `\`${id}\``)
    .join(" -> ");
}

function endless(walk: Walk, by: Draft): Diagnostic {
  const [{ pointer } = { pointer: "/contributes" }] = by.blueprint.dependsOn;
  return fault("dependency-cycle", {
    message: `Uses imply others without end: ${wayTo(by, walk)} -> …`,
    place: { file: by.blueprint.file, pointer },
    related: [{ place: by.place, message: "it begins here" }],
    help: "Take the dependency away, or give it a `when`",
  });
}

/** Whether there is room for one more use; where there is none the walk is given up. */
function hasRoom(walk: Walk, by: Draft): boolean {
  const { base, each } = MAXIMUM_USES;
  const limit = base + each * walk.context.manifest.uses.length;
  if (by.depth < MAXIMUM_DEPTH && walk.drafts.size < limit) return true;
  walk.endless ??= endless(walk, by);
  return false;
}

/** Finds or makes the use of a name; undefined where no blueprint answers to it. */
function imply(walk: Walk, name: string, by: Draft): Draft | undefined {
  const match = walk.context.index.find(name);
  if (!match) return undefined;
  const { blueprint } = match;
  const resource = match.bindings.resource ?? resourceFor(blueprint, by);
  const id = useId(name, resource);
  const known = walk.drafts.get(id);
  if (known) {
    handOver(walk, known, by);
    return known;
  }
  if (!hasRoom(walk, by)) return undefined;
  const handed = Object.assign(Object.create(null), walk.handed.get(id), handedTo(blueprint, by));
  return addDraft(walk, {
    id,
    blueprint,
    resource,
    given: valuesOf(handed),
    place: by.place,
    resourcePlace: by.resourcePlace,
    impliedBy: new Set([by.id]),
    handed,
    depth: by.depth + 1,
  });
}

function missingDependency(walk: Walk, draft: Draft, declared: Dependency, name: string) {
  return fault("missing-dependency", {
    message: `\`${draft.id}\` depends on \`${name}\`, and no blueprint answers to that name`,
    place: { file: draft.blueprint.file, pointer: declared.pointer },
    suggestions: nearest(declared.blueprint, walk.context.index.names),
    related: [{ place: draft.place, message: `\`${draft.id}\` comes from here` }],
    help: "Correct the name, or add a blueprint of that name to the project's `blueprints/` folder",
  });
}

/** No blueprint answers to a name with such a resource in it, which is reported itself. */
function isMisnamed({ names }: Draft): boolean {
  return names !== undefined && identifierProblem(names.resource, "resource") !== undefined;
}

/** Adds one dependency; the alias of one that is not used is null. */
function followDependency(walk: Walk, draft: Draft, declared: Dependency): void {
  const { alias, when } = declared;
  if (alias !== undefined) draft.data[alias] ??= null;
  if (when && !holds(when, lookupIn(draft.data))) return;
  const { text, missing } = fillPlaceholders(declared.blueprint, lookupIn(draft.data));
  const dependency = missing.length > 0 ? undefined : imply(walk, text, draft);
  if (dependency) {
    draft.dependencies.push({ declared, id: dependency.id });
    if (alias !== undefined) draft.data[alias] = dependency.data;
    return;
  }
  if (missing.length > 0) {
    const place = { file: draft.blueprint.file, pointer: declared.pointer };
    walk.diagnostics.push(...withoutValue(missing, place, { draft, faulty: walk.faulty }));
  } else if (!walk.endless && !isMisnamed(draft) && !walk.context.index.mayBeUnread(text)) {
    walk.diagnostics.push(missingDependency(walk, draft, declared, text));
  }
  walk.faulty.add(draft.id);
}

/** Adds what one use needs: its dependencies, and the owners of the slots that it adds to. */
function follow(walk: Walk, draft: Draft): void {
  for (const declared of draft.blueprint.dependsOn) {
    followDependency(walk, draft, declared);
  }
  const others: string[] = [];
  for (const { slot, to } of walk.context.impliedOwners(draft)) {
    if (to !== undefined) {
      others.push(to);
      continue;
    }
    const [owner] = walk.context.index.ownersOf(slot);
    if (!owner) continue;
    const { text } = fillPlaceholders(owner.name, lookupIn(draft.data));
    imply(walk, text, draft);
  }
  walk.others.set(draft.id, others);
}

/** Whether the project has the resource that a name is for. */
function hasResource(walk: Walk, name: string): boolean {
  const resource = walk.context.index.find(name)?.bindings.resource;
  return resource !== undefined && walk.resources.has(resource);
}

/**
 * Adds the owners of slots of other resources. A reference never brings the resource that it
 * refers to, so what a field contributes there does not either: only its missing layers are added.
 */
function followToOthers(walk: Walk, draft: Draft): void {
  for (const to of walk.others.get(draft.id) ?? []) {
    if (to !== draft.id && hasResource(walk, to)) imply(walk, to, draft);
  }
}

/** Follows every use; all resources are known before slots of others imply anything. */
function followAll(walk: Walk): void {
  const { queue } = walk;
  let own = 0;
  let others = 0;
  while (others < queue.length && !walk.endless) {
    const next = queue[own] ?? queue[others];
    if (!next) return;
    if (own < queue.length) {
      own += 1;
      follow(walk, next);
    } else {
      others += 1;
      followToOthers(walk, next);
    }
  }
}

/** Of a walk without end nothing is used but what was found before it began. */
function givenUp(walk: Walk, fault: Diagnostic, ownFaults: number): Walk {
  walk.diagnostics.splice(ownFaults, Number.POSITIVE_INFINITY, fault);
  for (const id of walk.drafts.keys()) walk.faulty.add(id);
  return walk;
}

/**
 * Adds implied uses until nothing is missing. An argument may reach an implied use on a second way
 * after that use was read, so the walk is repeated with what it learned until it learns nothing:
 * what is learned only grows, so that ends.
 */
export function closeUses(context: WalkContext): Walk {
  const handed: Walk["handed"] = new Map();
  for (;;) {
    const walk = startWalk(context, handed);
    addManifestUses(walk);
    const ownFaults = walk.diagnostics.length;
    followAll(walk);
    if (walk.endless) return givenUp(walk, walk.endless, ownFaults);
    if (!walk.hasLearned) return walk;
  }
}
