import { examplesOf } from "../../src/language/fields/examples.ts";
import { parseField } from "../../src/language/fields/index.ts";
import { attributeOf } from "../../src/language/fields/sides.ts";
import { resourceNames } from "../../src/language/names.ts";
import type { Field } from "../../src/model/field.ts";
import type { Json, JsonObject } from "../../src/model/json.ts";
import type { Client } from "./client.ts";
import { manifestOf } from "./service.ts";

/** What a project serves under one path. */
export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly fields: readonly Field[];
  /** The arguments of its use. */
  readonly options: JsonObject;
}

function fieldOf(text: Json): Field {
  const { field } = parseField(String(text));
  if (!field) throw new Error(`${text} is no field`);
  return field;
}

/** The resources of a project that have routes, in the manifest's order. */
export function resourcesOf(project: string): readonly Resource[] {
  return manifestOf(project)
    .uses.filter(({ blueprint }) => blueprint === "endpoint-crud")
    .map(({ with: options }) => {
      const name = String(options.resource_name);
      const plural = options.plural === undefined ? undefined : String(options.plural);
      return {
        name,
        path: `/api/v1/${resourceNames(name, plural).path}`,
        fields: ((options.fields ?? ["name:string"]) as Json[]).map(fieldOf),
        options,
      };
    });
}

/** The ids of rows that exist, by resource. */
export type KnownIds = ReadonlyMap<string, readonly string[]>;

/**
 * What creates a row: the first or second example of each field, and the first known row where it
 * refers to one.
 *
 * @returns undefined where a reference is required and no such row is known.
 */
export function bodyOf(resource: Resource, ids: KnownIds, which: 0 | 1): JsonObject | undefined {
  const body: Record<string, Json> = {};
  for (const field of resource.fields) {
    const known = ids.get(field.resource ?? "") ?? [];
    const attribute = attributeOf(field);
    if (field.type === "refs") body[attribute] = known.slice(0, 1);
    else if (field.type !== "ref") body[attribute] = examplesOf(field)[which];
    else if (known.length > 0) body[attribute] = known[Math.min(which, known.length - 1)] ?? null;
    else if (!field.optional) return undefined;
  }
  return body;
}

/** Whether clients may create rows of a resource; they may unless other methods are named. */
function canBeCreated({ options }: Resource): boolean {
  return options.methods === undefined || (options.methods as Json[]).includes("POST");
}

/** Creates two rows of each resource that can be created, each referring to those before it. */
export async function seed(client: Client, resources: readonly Resource[]): Promise<KnownIds> {
  const ids = new Map<string, readonly string[]>();
  for (const resource of resources.filter(canBeCreated)) {
    for (const which of [0, 1] as const) {
      const body = bodyOf(resource, ids, which);
      if (!body) continue;
      const answer = await client.post(resource.path, body);
      if (answer.status !== 201) throw new Error(`POST ${resource.path}: ${answer.text}`);
      const { id } = answer.json as { id: string };
      ids.set(resource.name, [...(ids.get(resource.name) ?? []), id]);
    }
  }
  return ids;
}
