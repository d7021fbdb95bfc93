import { fault } from "../../diagnostics/catalogue.ts";
import { ANY_NAME, fillPlaceholders, matchName } from "../../language/patterns.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { commandTies } from "./command-ties.ts";

/** A blueprint that answers to a name, and what its placeholders are bound to. */
export interface Match {
  readonly blueprint: Blueprint;
  readonly bindings: Readonly<Record<string, string>>;
}

/** Finds the blueprint that answers to a name: exact before pattern, the project's before ours. */
export interface BlueprintIndex {
  find(name: string): Match | undefined;
  /** Whether a document that could not be read may answer to a name. */
  mayBeUnread(name: string): boolean;
  /** Names of all blueprints, for suggestions. */
  readonly names: readonly string[];
  /** The same with the last word of a name in their placeholders, as a person would write them. */
  namesLike(name: string): readonly string[];
  /** The blueprints that declare a slot, by the same preference. */
  ownersOf(slot: string): readonly Blueprint[];
  /** Names of the project's blueprints that stand in for built-in ones. */
  readonly overrides: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Orders two blueprints of one name: the one that is used comes first. */
function byPreference(a: Blueprint, b: Blueprint): number {
  const rank = (blueprint: Blueprint) => (blueprint.origin === "built-in" ? 1 : 0);
  return rank(a) - rank(b) || (a.file < b.file ? -1 : 1);
}

function isPattern(name: string): boolean {
  return name.includes("{");
}

function tie(name: string, first: Blueprint, second: Blueprint): Diagnostic {
  return fault("ambiguous-blueprint", {
    message: `Two blueprints answer to \`${name}\``,
    place: { file: first.file, pointer: "/metadata/name" },
    related: [
      { place: { file: second.file, pointer: "/metadata/name" }, message: "and so does this one" },
    ],
    help: "Rename one of them, or make one name more exact",
  });
}

function group(blueprints: readonly Blueprint[]): Map<string, Blueprint[]> {
  const groups = new Map<string, Blueprint[]>();
  for (const blueprint of blueprints) {
    const known = groups.get(blueprint.name);
    if (known) known.push(blueprint);
    else groups.set(blueprint.name, [blueprint]);
  }
  for (const sameName of groups.values()) sameName.sort(byPreference);
  return groups;
}

function groupBySlot(blueprints: Iterable<Blueprint>): ReadonlyMap<string, readonly Blueprint[]> {
  const owners = new Map<string, Blueprint[]>();
  for (const blueprint of [...blueprints].sort(byPreference)) {
    for (const slot of Object.keys(blueprint.slots)) {
      const known = owners.get(slot);
      if (known) known.push(blueprint);
      else owners.set(slot, [blueprint]);
    }
  }
  return owners;
}

/** Of several patterns that match, the project's win; two of one origin are a tie. */
function choose(name: string, matches: Match[], report: (fault: Diagnostic) => void) {
  matches.sort((a, b) => byPreference(a.blueprint, b.blueprint));
  const [first, second] = matches;
  if (first && second && first.blueprint.origin === second.blueprint.origin) {
    report(tie(name, first.blueprint, second.blueprint));
  }
  return first;
}

/** Builds the index and reports names that two documents of one origin claim. */
export function indexBlueprints(
  blueprints: readonly Blueprint[],
  unread: readonly string[] = [],
): BlueprintIndex {
  const diagnostics: Diagnostic[] = [];
  const overrides: string[] = [];
  const byName = new Map<string, Blueprint>();
  for (const [name, [first, second]] of group(blueprints)) {
    if (!first) continue;
    byName.set(name, first);
    if (!second) continue;
    if (first.origin === second.origin) diagnostics.push(tie(name, first, second));
    else overrides.push(name);
  }
  diagnostics.push(...commandTies(byName.values()));
  const patterns = [...byName.values()].filter((blueprint) => isPattern(blueprint.name));
  for (const { name, origin } of byName.values()) {
    if (origin === "built-in" || isPattern(name)) continue;
    if (patterns.some((other) => other.origin === "built-in" && matchName(other.name, name))) {
      overrides.push(name);
    }
  }
  const found = new Map<string, Match | undefined>();
  const owners = groupBySlot(byName.values());

  function search(name: string): Match | undefined {
    const exact = byName.get(name);
    if (exact && !isPattern(name)) return { blueprint: exact, bindings: {} };
    const matches = patterns.flatMap((blueprint) => {
      const bindings = matchName(blueprint.name, name);
      return bindings ? [{ blueprint, bindings }] : [];
    });
    return choose(name, matches, (diagnostic) => diagnostics.push(diagnostic));
  }

  return {
    find(name) {
      if (!found.has(name)) found.set(name, search(name));
      return found.get(name);
    },
    mayBeUnread: (name) =>
      unread.some((pattern) => pattern === ANY_NAME || matchName(pattern, name) !== undefined),
    ownersOf: (slot) => owners.get(slot) ?? [],
    names: [...byName.keys()],
    namesLike(name) {
      const last = name.slice(name.lastIndexOf("-") + 1);
      return [...byName.keys()].map((known) => fillPlaceholders(known, () => last).text);
    },
    overrides: overrides.sort(),
    diagnostics,
  };
}
