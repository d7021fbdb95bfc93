import type { Json, JsonObject } from "../../model/json.ts";

/*
 * Reads members of a document that may not fit its schema: what is missing or of another type is
 * taken for absent, since the schema has reported it already.
 */

/** Whether a value is an object and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isJsonObject(value: Json | undefined): value is JsonObject {
  return isObject(value);
}

/** A member of an object; undefined where either is absent. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** An object, or an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : Object.create(null);
}

/** A list, or an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The strings of a list with their places in it. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** A string, or undefined. */
export function stringOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** A number, or undefined. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** One of some words, or undefined. */
export function wordOf<T extends string>(
  value: Json | undefined,
  words: readonly T[],
): T | undefined {
  return words.find((word) => word === value);
}

/** Members without those that are undefined, to be spread into an object that may lack them. */
export function present<T extends object>(
  members: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const found: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in members) {
    const value = members[name];
    if (isPresent(value)) found[name] = value;
  }
  return found;
}

function isPresent<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}
