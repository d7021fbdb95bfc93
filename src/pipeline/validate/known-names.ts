import { placeholders } from "../../language/patterns.ts";
import type { Blueprint } from "../../model/blueprint.ts";

/** What every use sees of its project. */
const projectNames = ["package", "project"];
/** What a use sees of its resource. */
const resourceNames = ["resource", "Resource", "resources", "Resources", "path"];

/** Whether a use of the blueprint is about a resource. */
export function isAboutResource(blueprint: Blueprint): boolean {
  return (
    Object.hasOwn(blueprint.parameters, "resource_name") ||
    placeholders(blueprint.name).some(({ path }) => path === "resource")
  );
}

/** The first parts of all paths into the data of a use: what placeholders and `when` may name. */
export function dataNames(blueprint: Blueprint): ReadonlySet<string> {
  const names = new Set(Object.keys(blueprint.parameters));
  for (const { alias } of blueprint.dependsOn) if (alias !== undefined) names.add(alias);
  for (const { alias, each } of blueprint.refersTo) {
    // The alias of a reference with `each` is a member of each item.
    if (alias !== undefined && each === undefined) names.add(alias);
  }
  if (isAboutResource(blueprint)) for (const name of resourceNames) names.add(name);
  for (const name of projectNames) names.add(name);
  return names;
}

/** What a template may name: the data of the use, and what belongs to rendering. */
export function templateNames(blueprint: Blueprint): ReadonlySet<string> {
  const names = new Set(dataNames(blueprint)).add("slots").add("imports");
  return blueprint.generates.some(({ history }) => history) ? names.add("history") : names;
}

/** Names that a parameter or an alias would hide. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...projectNames,
  ...resourceNames,
  "item",
  "slots",
  "imports",
  "history",
  "loop",
]);
