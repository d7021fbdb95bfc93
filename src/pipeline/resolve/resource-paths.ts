import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

/** Where a person chose the path of a resource: its plural, or its name. */
function placeOf({ given, place, resourcePlace }: Draft): Place {
  return Object.hasOwn(given, "plural")
    ? { ...place, pointer: `${place.pointer ?? ""}/with/plural` }
    : resourcePlace;
}

function clash(first: Draft, second: Draft): Diagnostic {
  const [taken, resource] = [first, second].map(({ names }) => `\`${names?.resource ?? ""}\``);
  const hasPlural = Object.hasOwn(second.given, "plural");
  return fault("clashing-resource", {
    message: `The path of ${resource} is that of ${taken}: \`/${second.names?.path ?? ""}\``,
    place: placeOf(second),
    ...(hasPlural ? {} : { suggestions: [first.names?.resource ?? ""] }),
    related: [{ place: placeOf(first), message: `${taken} has it already` }],
    help: "To have both, choose another plural for one of them: `--plural`, or `plural` in its `with`",
  });
}

/** Demands that each resource has a path of its own, as its table and its lists are named alike. */
export function checkResourcePaths(drafts: Iterable<Draft>) {
  const owners = new Map<string, Draft>();
  const clashing = new Map<string, Diagnostic>();
  const faulty: string[] = [];
  for (const draft of drafts) {
    const { names } = draft;
    const owner = owners.get(names?.path ?? "");
    if (names === undefined) continue;
    if (owner === undefined) owners.set(names.path, draft);
    else if (owner.names?.resource !== names.resource) {
      faulty.push(draft.id);
      if (!clashing.has(names.resource)) clashing.set(names.resource, clash(owner, draft));
    }
  }
  return { faulty, diagnostics: [...clashing.values()] };
}
