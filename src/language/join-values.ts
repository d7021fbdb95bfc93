import { joinPointer } from "../diagnostics/source/pointer.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { sameJson } from "./lookup.ts";

/** What two sides made of one value. */
export interface ValueVersions<T = Json | undefined> {
  readonly ours: T;
  readonly theirs: T;
  /** What both began with; undefined where nobody knows, or where it was not there. */
  readonly ancestor: T | undefined;
}

/** A list on both sides. */
export type ListVersions = ValueVersions<readonly Json[]>;

/** Joins one value of a document; undefined takes it out. */
export type JoinAt = (versions: ValueVersions, pointer: string) => Json | undefined;

/** What is not the same in every document. */
export interface Joining {
  /** Joins lists that differ; undefined where they contradict each other. */
  readonly lists: (
    lists: ListVersions,
    pointer: string,
    join: JoinAt,
  ) => readonly Json[] | undefined;
  /** Decides where both sides cannot be right. */
  readonly decide: JoinAt;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Members of both; those that only the other side has stand behind the one that is before them there. */
function namesOf(ours: JsonObject, theirs: JsonObject): readonly string[] {
  const first: string[] = [];
  const behind = new Map<string, string[]>();
  let group = first;
  for (const name of Object.keys(theirs)) {
    if (Object.hasOwn(ours, name)) {
      group = [];
      behind.set(name, group);
    } else group.push(name);
  }
  const known = Object.keys(ours).flatMap((name) => [name, ...(behind.get(name) ?? [])]);
  return [...known, ...first];
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function joinObjects(
  versions: ValueVersions<JsonObject>,
  ancestor: Json | undefined,
  at: { readonly pointer: string; readonly join: JoinAt },
): JsonObject {
  const { ours, theirs } = versions;
  const joined: Record<string, Json> = Object.create(null);
  for (const name of namesOf(ours, theirs)) {
    const member = {
      ours: memberOf(ours, name),
      theirs: memberOf(theirs, name),
      ancestor: memberOf(ancestor, name),
    };
    const value = at.join(member, joinPointer(at.pointer, name));
    if (value !== undefined) joined[name] = value;
  }
  return joined;
}

/** What is clear without looking inside: only one side did something, or both did the same. */
function simple({ ours, theirs, ancestor }: ValueVersions): { value: Json | undefined } | null {
  const isSame = (a: Json | undefined, b: Json | undefined) => a === b || sameJson(a, b);
  if (isSame(ours, theirs)) return { value: ours };
  if (ancestor === undefined) {
    return ours === undefined || theirs === undefined ? { value: ours ?? theirs } : null;
  }
  if (isSame(ours, ancestor)) return { value: theirs };
  return isSame(theirs, ancestor) ? { value: ours } : null;
}

/**
 * Joins what two sides made of one value: what only one of them changed, added or took away is
 * taken from it, and objects are joined member by member.
 */
export function joinValues(start: ValueVersions, joining: Joining): Json | undefined {
  function join(versions: ValueVersions, pointer: string): Json | undefined {
    const known = simple(versions);
    if (known) return known.value;
    const { ours, theirs, ancestor } = versions;
    if (isObject(ours) && isObject(theirs)) {
      return joinObjects({ ours, theirs, ancestor: undefined }, ancestor, { pointer, join });
    }
    if (!isList(ours) || !isList(theirs)) return joining.decide(versions, pointer);
    const former = isList(ancestor) ? ancestor : undefined;
    const lists = { ours, theirs, ancestor: former };
    return joining.lists(lists, pointer, join) ?? joining.decide(versions, pointer);
  }
  return join(start, "");
}
