import { fault } from "../../diagnostics/catalogue.ts";
import { sameJson } from "../../language/lookup.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json } from "../../model/json.ts";
import type { Draft, Handed, HandedArguments, Walk } from "./walk.ts";

/** A resource and its plural are judged for the whole manifest, and every use has them anyway. */
const SHARED = new Set(["resource_name", "plural"]);

/** Only arguments that a person gave are handed down, and only those that the other one knows. */
export function handedTo(blueprint: Blueprint, by: Draft): HandedArguments {
  const handed: Record<string, Handed> = Object.create(null);
  for (const name of sharedNames(blueprint, by)) handed[name] = handedBy(by, name);
  return handed;
}

/** The arguments of a use that another blueprint knows. */
function sharedNames(blueprint: Blueprint, by: Draft): readonly string[] {
  return Object.keys(by.given).filter(
    (name) => !SHARED.has(name) && Object.hasOwn(blueprint.parameters, name),
  );
}

function handedBy(by: Draft, name: string): Handed {
  const known = by.handed[name];
  if (known) return known;
  const place = { ...by.place, pointer: `${by.place.pointer ?? ""}/with/${name}` };
  return { value: by.given[name] ?? null, place, by: by.id };
}

/** The values alone. */
export function valuesOf(handed: HandedArguments): Record<string, Json> {
  const values: Record<string, Json> = Object.create(null);
  for (const [name, { value }] of Object.entries(handed)) values[name] = value;
  return values;
}

/** Two uses hand one that is implied different things. */
function twoGivers(known: Draft, name: string, first: Handed, second: Handed): Diagnostic {
  return fault("argument-disagreement", {
    message: `\`${first.by}\` and \`${second.by}\` hand \`${known.id}\` different \`${name}\``,
    place: second.place,
    related: [{ place: first.place, message: `\`${first.by}\` hands it this` }],
    help: `Make the two agree, or use \`${known.id}\` in the manifest and give \`${name}\` there alone`,
  });
}

/** A use is handed something else than a person gave to it. */
function ownerDisagrees(known: Draft, name: string, offered: Handed): Diagnostic {
  const at = { ...known.place, pointer: `${known.place.pointer ?? ""}/with/${name}` };
  return fault("argument-disagreement", {
    message: `\`${offered.by}\` hands \`${known.id}\` another \`${name}\` than it has`,
    place: offered.place,
    related: [{ place: at, message: `\`${known.id}\` has this` }],
    help: `Give \`${name}\` in one of the two places only`,
  });
}

/**
 * Hands a person's arguments to a use that exists: it takes what it was not given itself, and else
 * they must agree.
 */
export function handOver(walk: Walk, known: Draft, by: Draft): void {
  for (const name of sharedNames(known.blueprint, by)) {
    const offered = handedBy(by, name);
    if (!Object.hasOwn(known.given, name)) {
      const learned: HandedArguments = Object.assign(
        Object.create(null),
        walk.handed.get(known.id),
        { [name]: offered },
      );
      walk.handed.set(known.id, learned);
      walk.hasLearned = true;
      continue;
    }
    if (sameJson(known.given[name], offered.value)) continue;
    const first = known.handed[name];
    walk.diagnostics.push(
      first ? twoGivers(known, name, first, offered) : ownerDisagrees(known, name, offered),
    );
  }
  known.impliedBy?.add(by.id);
}
