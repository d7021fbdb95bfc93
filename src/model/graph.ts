import type { Blueprint } from "./blueprint.ts";
import type { Place } from "./diagnostic.ts";
import type { JsonObject } from "./json.ts";
import type { ProjectSettings } from "./manifest.ts";

/** The forms of a resource's name. */
export interface ResourceNames {
  /** Snake case, singular: `order_line`. */
  readonly resource: string;
  /** Pascal case: `OrderLine`. */
  readonly Resource: string;
  /** Snake case, plural: `order_lines`. */
  readonly resources: string;
  /** Pascal case, plural: `OrderLines`. */
  readonly Resources: string;
  /** The segment of a path, kebab case and plural: `order-lines`. */
  readonly path: string;
}

/**
 * What templates and conditions see of a use. Objects have no prototype. It may be cyclic: two
 * models may refer to each other.
 */
export interface Data {
  [name: string]: unknown;
}

/** A use in the graph: from the manifest, or implied by another. */
export interface UseNode {
  /** The blueprint's name with its placeholders filled, and the resource where the name has none. */
  readonly id: string;
  readonly blueprint: Blueprint;
  readonly names?: ResourceNames;
  /** Only the arguments that a person gave. */
  readonly given: JsonObject;
  readonly data: Data;
  /** Whether another use brought it, and no person asked for it. */
  readonly isImplied: boolean;
  /** Ids of the uses that imply it; empty for a use of the manifest. */
  readonly impliedBy: readonly string[];
  /** Ids of its dependencies, in the order of the document. */
  readonly dependencies: readonly string[];
  /** Ids of the uses it refers to. */
  readonly references: readonly string[];
  /** Where a person asked for it. */
  readonly place: Place;
}

/** All uses of a project: dependencies before dependents, else by id. */
export interface BlueprintGraph {
  readonly project: ProjectSettings;
  readonly target: string;
  readonly uses: readonly UseNode[];
  /** Ids of uses that have a fault and are left out, with all that depends on them. */
  readonly incomplete: readonly string[];
  /** Blueprints of the project that stand in for one of the engine's, by name. */
  readonly overrides: readonly string[];
}
