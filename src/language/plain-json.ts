import type { Json } from "../model/json.ts";

/** Whether a value has a text of its own in a template or a path. */
export function isPrintable(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/**
 * Data may share objects and be cyclic; a value of more nodes than this is no value to hand on. A field
 * of a resource has about 80.
 */
const maximumNodes = 500_000;

/**
 * A copy of data as JSON whose objects have no prototype.
 *
 * @returns undefined where the data is cyclic, too large, or holds what is no JSON.
 */
export function plainJson(data: unknown): Json | undefined {
  let nodes = 0;
  const ancestors = new Set<object>();

  function copy(value: unknown): Json | undefined {
    nodes += 1;
    if (value === null || isPrintable(value)) return value;
    if (typeof value !== "object" || nodes > maximumNodes || ancestors.has(value)) return undefined;
    ancestors.add(value);
    const result = Array.isArray(value) ? copyList(value) : copyObject(value);
    ancestors.delete(value);
    return result;
  }

  function copyList(list: readonly unknown[]): Json | undefined {
    const items: Json[] = [];
    for (const item of list) {
      const copied = copy(item);
      if (copied === undefined) return undefined;
      items.push(copied);
    }
    return items;
  }

  function copyObject(object: object): Json | undefined {
    const members: Record<string, Json> = Object.create(null);
    for (const member of Object.keys(object)) {
      const copied = copy(Reflect.get(object, member));
      if (copied === undefined) return undefined;
      members[member] = copied;
    }
    return members;
  }

  return copy(data);
}
