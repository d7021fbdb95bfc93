import type { Condition } from "../model/blueprint.ts";
import type { Json } from "../model/json.ts";

/** Gives what a dotted path leads to; undefined where it leads nowhere. */
export type Lookup = (path: string) => unknown;

/**
 * What a dotted path leads to: own members of objects, and items of lists by their index.
 *
 * @returns undefined where the path leads nowhere.
 */
export function lookupPath(data: unknown, path: string): unknown {
  // Most paths are one step: nothing is cut for them.
  let dot = path.indexOf(".");
  let value = data;
  let start = 0;
  for (; dot >= 0; dot = path.indexOf(".", start)) {
    value = ownMember(value, path.slice(start, dot));
    start = dot + 1;
  }
  return ownMember(value, start === 0 ? path : path.slice(start));
}

function ownMember(value: unknown, member: string): unknown {
  if (!isObject(value) || !Object.hasOwn(value, member)) return undefined;
  return member === "length" && Array.isArray(value) ? undefined : value[member];
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

/** One path of a condition, and whether what it leads to is as the condition wants it. */
interface Test {
  readonly path: string;
  readonly accepts: (value: unknown, lookup: Lookup) => boolean;
}

/** The path of `{ "above": "max_page_size" }`, the one comparison that is not with a value. */
export function boundOf(expected: Json): string | undefined {
  const above = lookupPath(expected, "above");
  return typeof above === "string" ? above : undefined;
}

function isAbove(bound: string): Test["accepts"] {
  return (value, lookup) => {
    const other = lookup(bound);
    return typeof value === "number" && typeof other === "number" && value > other;
  };
}

function isOneOf(accepted: readonly Json[]): Test["accepts"] {
  const plain: ReadonlySet<unknown> = new Set(accepted.filter((one) => !isObject(one)));
  const others = accepted.filter(isObject);
  const isAccepted = (found: unknown) =>
    plain.has(found) || (isObject(found) && others.some((one) => sameJson(one, found)));
  return (value) => isAccepted(value) || (Array.isArray(value) && value.some(isAccepted));
}

const known = new WeakMap<Condition, readonly Test[]>();

/** A condition is read once, since it is asked of every use of its blueprint. */
function testsOf(condition: Condition): readonly Test[] {
  const seen = known.get(condition);
  if (seen) return seen;
  const tests = Object.entries(condition).map(([path, expected]) => {
    const bound = boundOf(expected);
    if (bound !== undefined) return { path, accepts: isAbove(bound) };
    const accepted = Array.isArray(expected) ? [...expected, expected] : [expected];
    return { path, accepts: isOneOf(accepted) };
  });
  known.set(condition, tests);
  return tests;
}

/**
 * Whether each path of a condition leads to its value, or to one of its list of values; a path that
 * leads to a list may lead to one that has such a value among its items. With `above` it leads to a
 * number that is greater than that of another path.
 */
export function holds(condition: Condition, lookup: Lookup): boolean {
  return testsOf(condition).every(({ path, accepts }) => accepts(lookup(path), lookup));
}
