import type { Condition } from "../model/blueprint.ts";

/** Gives what a dotted path leads to; undefined where it leads nowhere. */
export type Lookup = (path: string) => unknown;

/**
 * What a dotted path leads to: own members of objects, and items of lists by their index.
 *
 * @returns undefined where the path leads nowhere.
 */
export function lookupPath(data: unknown, path: string): unknown {
  let value = data;
  for (const member of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    if (!Object.hasOwn(value, member) || (Array.isArray(value) && member === "length")) {
      return undefined;
    }
    value = Reflect.get(value, member);
  }
  return value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Looks paths up in one value. */
export function lookupIn(data: unknown): Lookup {
  return (path) => lookupPath(data, path);
}

/** Whether two values are the same JSON; order of members does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  const members = Object.keys(a);
  return (
    members.length === Object.keys(b).length &&
    members.every((member) => Object.hasOwn(b, member) && sameJson(a[member], b[member]))
  );
}

/** Whether each path of a condition leads to its value, or to one of its list of values. */
export function holds(condition: Condition, lookup: Lookup): boolean {
  return Object.entries(condition).every(([path, expected]) => {
    const value = lookup(path);
    const accepted = Array.isArray(expected) ? expected : [expected];
    return accepted.some((one) => sameJson(one, value)) || sameJson(expected, value);
  });
}
