import type { Json, JsonObject } from "../model/json.ts";
import { sameJson } from "./lookup.ts";

/** What two branches made of one value. */
interface Versions {
  readonly ours: Json | undefined;
  readonly theirs: Json | undefined;
  /** What both began with; undefined where nobody knows, or where it was not there. */
  readonly ancestor: Json | undefined;
}

/** A value that both branches hold, or where they cannot both be right. */
export type Joined =
  | { readonly ok: true; readonly value: Json | undefined }
  /** A JSON pointer. */
  | { readonly ok: false; readonly pointer: string };

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/**
 * What an item of a list is known by: a use by its blueprint and its resource, a field by its name,
 * in either form; anything else by itself.
 */
function keyOf(item: Json): string {
  if (typeof item === "string") return item.split(":", 1)[0] ?? "";
  if (!isObject(item)) return JSON.stringify(item);
  const { blueprint, with: given, name } = item;
  if (typeof blueprint === "string") {
    return `${blueprint} ${textOf(isObject(given) ? given.resource_name : undefined)}`;
  }
  return typeof name === "string" ? name : JSON.stringify(item);
}

type Members = ReadonlyMap<string, Json>;

function items(value: Json | undefined): Members {
  return new Map(Array.isArray(value) ? value.map((item: Json) => [keyOf(item), item]) : []);
}

function members(value: Json | undefined): Members {
  return new Map(isObject(value) ? Object.entries(value) : []);
}

/** All names: ours, then those that only they have. */
function namesOf(ours: Members, theirs: Members): readonly string[] {
  return [...new Set([...ours.keys(), ...theirs.keys()])];
}

function joinMembers(
  read: (value: Json | undefined) => Members,
  { ours, theirs, ancestor }: Versions,
): { readonly ok: true; readonly value: [string, Json][] } | Extract<Joined, { ok: false }> {
  const [own, other, former] = [read(ours), read(theirs), read(ancestor)];
  const found: [string, Json][] = [];
  for (const name of namesOf(own, other)) {
    const joined = joinJson({
      ours: own.get(name),
      theirs: other.get(name),
      ancestor: former.get(name),
    });
    if (!joined.ok) return { ok: false, pointer: `/${name}${joined.pointer}` };
    if (joined.value !== undefined) found.push([name, joined.value]);
  }
  return { ok: true, value: found };
}

/** One branch lacks the value: it never had it, or took it away. */
function joinAbsent(value: Json | undefined, ancestor: Json | undefined): Joined {
  if (ancestor === undefined) return { ok: true, value };
  return sameJson(value, ancestor) ? { ok: true, value: undefined } : { ok: false, pointer: "" };
}

/** Both branches hold a value, and the values differ. */
function joinParts(versions: Versions): Joined {
  const { ours, theirs } = versions;
  if (Array.isArray(ours) && Array.isArray(theirs)) {
    const joined = joinMembers(items, versions);
    return joined.ok ? { ok: true, value: joined.value.map(([, item]) => item) } : joined;
  }
  if (!isObject(ours) || !isObject(theirs)) return { ok: false, pointer: "" };
  const joined = joinMembers(members, versions);
  if (!joined.ok) return joined;
  return { ok: true, value: Object.assign(Object.create(null), Object.fromEntries(joined.value)) };
}

/**
 * Joins what two branches made of one JSON value. What only one of them has is kept, unless the
 * ancestor is known and has it too: then the other one took it away.
 */
export function joinJson(versions: Versions): Joined {
  const { ours, theirs, ancestor } = versions;
  if (ours === undefined || theirs === undefined) return joinAbsent(ours ?? theirs, ancestor);
  if (sameJson(ours, theirs)) return { ok: true, value: ours };
  const isKnown = ancestor !== undefined;
  if (isKnown && sameJson(ours, ancestor)) return { ok: true, value: theirs };
  if (isKnown && sameJson(theirs, ancestor)) return { ok: true, value: ours };
  return joinParts(versions);
}
