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
  // The alias of a reference with `each` is a member of each item.
  const single = blueprint.refersTo.filter(({ each }) => each === undefined);
  const aliases = [...blueprint.dependsOn, ...single].flatMap(({ alias }) => alias ?? []);
  return new Set([
    ...Object.keys(blueprint.parameters),
    ...aliases,
    ...placeholders(blueprint.name).map(({ path }) => path),
    ...(isAboutResource(blueprint) ? resourceNames : []),
    ...projectNames,
  ]);
}

/** What a template may name: the data of the use, and what belongs to rendering. */
export function templateNames(blueprint: Blueprint): ReadonlySet<string> {
  return new Set([...dataNames(blueprint), "slots", "imports"]);
}

/** Names that a parameter or an alias would hide. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...projectNames,
  ...resourceNames,
  "item",
  "slots",
  "imports",
  "loop",
]);
