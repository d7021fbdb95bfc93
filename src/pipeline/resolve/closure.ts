import { fault } from "../../diagnostics/catalogue.ts";
import { nearest } from "../../language/nearest.ts";
import { fillPlaceholders, holds, lookupPath } from "../../language/patterns.ts";
import type { Blueprint, Dependency } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { addManifestUses } from "./manifest-uses.ts";
import { addDraft, type Draft, startWalk, useId, type Walk, type WalkContext } from "./walk.ts";

/** Only arguments that a person gave are handed down, and only those that the other one knows. */
function handedTo(blueprint: Blueprint, given: JsonObject): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(given).filter(
      ([name]) => name !== "resource_name" && Object.hasOwn(blueprint.parameters, name),
    ),
  );
}

/** A blueprint without the resource in its name takes that of the use that implies it. */
function resourceFor(blueprint: Blueprint, by: Draft): string | undefined {
  return Object.hasOwn(blueprint.parameters, "resource_name") ? by.names?.resource : undefined;
}

function disagreement(known: Draft, by: Draft, name: string): Diagnostic {
  const present = known.given[name] ?? known.blueprint.parameters[name]?.default ?? null;
  return fault("argument-disagreement", {
    message: `\`${by.id}\` and \`${known.id}\` disagree on \`${name}\``,
    place: { ...by.place, pointer: `${by.place.pointer ?? ""}/with/${name}` },
    expected: `${JSON.stringify(present)}, or no \`${name}\` here`,
    related: [{ place: known.place, message: `\`${known.id}\` comes from here` }],
  });
}

/** Hands a person's arguments to a use that exists: they must agree with what it has. */
function hand(walk: Walk, known: Draft, by: Draft): void {
  for (const [name, value] of Object.entries(handedTo(known.blueprint, by.given))) {
    if (known.impliedBy && !Object.hasOwn(known.given, name)) {
      walk.handed.set(known.id, { ...walk.handed.get(known.id), [name]: value });
      walk.hasLearned = true;
      continue;
    }
    const present = known.given[name] ?? known.blueprint.parameters[name]?.default;
    if (JSON.stringify(present) !== JSON.stringify(value)) {
      walk.diagnostics.push(disagreement(known, by, name));
    }
  }
  known.impliedBy?.add(by.id);
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
    hand(walk, known, by);
    return known;
  }
  const given = { ...walk.handed.get(id), ...handedTo(blueprint, by.given) };
  const { place } = by;
  return addDraft(walk, { id, blueprint, resource, given, place, impliedBy: new Set([by.id]) });
}

function missingDependency(walk: Walk, draft: Draft, declared: Dependency, name: string) {
  return fault("missing-dependency", {
    message: `\`${draft.id}\` depends on \`${name}\`, and no blueprint answers to that name`,
    place: { file: draft.blueprint.file, pointer: declared.pointer },
    suggestions: nearest(name, walk.context.index.names),
    related: [{ place: draft.place, message: `\`${draft.id}\` comes from here` }],
    help: "Add a blueprint of that name to the project's `blueprints/` folder",
  });
}

/** Adds what one use needs: its dependencies, and the owners of the slots that it adds to. */
function follow(walk: Walk, draft: Draft): void {
  for (const declared of draft.blueprint.dependsOn) {
    if (declared.when && !holds(declared.when, draft.data)) continue;
    const { text } = fillPlaceholders(declared.blueprint, (path) => lookupPath(draft.data, path));
    const dependency = imply(walk, text, draft);
    if (dependency) {
      draft.dependencies.push({ declared, id: dependency.id });
      if (declared.alias !== undefined) draft.data[declared.alias] = dependency.data;
    } else {
      walk.diagnostics.push(missingDependency(walk, draft, declared, text));
      walk.faulty.add(draft.id);
    }
  }
  for (const { slot, to } of walk.context.impliedOwners(draft)) {
    if (to !== undefined) continue;
    const [owner] = walk.context.index.ownersOf(slot);
    if (owner) imply(walk, owner.name, draft);
  }
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
  for (const { to } of walk.context.impliedOwners(draft)) {
    if (to !== undefined && to !== draft.id && hasResource(walk, to)) imply(walk, to, draft);
  }
}

/** Follows every use; all resources are known before slots of others imply anything. */
function followAll(walk: Walk): void {
  const { queue } = walk;
  let own = 0;
  let others = 0;
  while (others < queue.length) {
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
    followAll(walk);
    if (!walk.hasLearned) return walk;
  }
}
