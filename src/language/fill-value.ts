import type { Condition } from "../model/blueprint.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { holds, type Lookup, lookupPath } from "./lookup.ts";
import { fillPlaceholders, placeholders } from "./patterns.ts";
import { plainJson } from "./plain-json.ts";

/** An entry of a list that stands for as many as a list of the data has, or for none. */
export interface ListRule {
  /** A list in the data; one entry for each `item`. */
  readonly each?: string;
  readonly when?: Condition;
  readonly value: Json;
}

const ruleMembers = new Set(["each", "when", "value"]);

function isObject(node: Json): node is JsonObject {
  return typeof node === "object" && node !== null && !Array.isArray(node);
}

/** Reads an entry of a list as a rule; undefined where it stands for itself. */
export function listRule(node: Json): ListRule | undefined {
  if (!isObject(node) || !Object.hasOwn(node, "value")) return undefined;
  const { each, when, value } = node;
  if (value === undefined || (each === undefined && when === undefined)) return undefined;
  if (!Object.keys(node).every((member) => ruleMembers.has(member))) return undefined;
  return {
    value,
    ...(typeof each === "string" ? { each } : {}),
    ...(when !== undefined && isObject(when) ? { when } : {}),
  };
}

function besideItem(item: unknown, lookup: Lookup): Lookup {
  const beside = { item };
  return (path) =>
    path === "item" || path.startsWith("item.") ? lookupPath(beside, path) : lookup(path);
}

function lookupsOf({ each, when }: ListRule, lookup: Lookup): readonly Lookup[] {
  const list = each === undefined ? undefined : lookup(each);
  const all =
    each === undefined
      ? [lookup]
      : Array.isArray(list)
        ? list.map((item: unknown) => besideItem(item, lookup))
        : [];
  return when === undefined ? all : all.filter((one) => holds(when, one));
}

/** Gives a value from data, and adds the paths that lead to none to `missing`. */
type Filling = (from: Lookup, missing: string[]) => Json;

/** A string that is one placeholder and nothing else is the data itself. */
function dataFilling(text: string, path: string): Filling {
  const asText = textFilling(text);
  return (from, missing) => {
    const data = plainJson(from(path));
    return data === undefined ? asText(from, missing) : data;
  };
}

function textFilling(text: string): Filling {
  return (from, missing) => {
    const filled = fillPlaceholders(text, from);
    missing.push(...filled.missing);
    return filled.text;
  };
}

function stringFilling(text: string): Filling {
  const [first] = placeholders(text);
  if (!first) return () => text;
  const isAlone = first.start === 0 && first.end === text.length;
  return isAlone ? dataFilling(text, first.path) : textFilling(text);
}

function entryFilling(entry: Json): (from: Lookup, missing: string[]) => readonly Json[] {
  const rule = listRule(entry);
  const fill = readFilling(rule ? rule.value : entry);
  if (!rule) return (from, missing) => [fill(from, missing)];
  return (from, missing) => lookupsOf(rule, from).map((one) => fill(one, missing));
}

function listFilling(list: readonly Json[]): Filling {
  const entries = list.map(entryFilling);
  return (from, missing) => entries.flatMap((fill) => fill(from, missing));
}

function objectFilling(object: JsonObject): Filling {
  const fillings = Object.entries(object).map(
    ([member, child]) => [member, readFilling(child)] as const,
  );
  return (from, missing) => {
    const members: Record<string, Json> = Object.create(null);
    for (const [member, fill] of fillings) members[member] = fill(from, missing);
    return members;
  };
}

function readFilling(node: Json): Filling {
  if (typeof node === "string") return stringFilling(node);
  if (isObject(node)) return objectFilling(node);
  return Array.isArray(node) ? listFilling(node) : () => node;
}

const known = new WeakMap<object, Filling>();

/** What a document says is filled for every use of it, and read once. */
function fillingOf(value: Json): Filling {
  if (typeof value !== "object" || value === null) return readFilling(value);
  const seen = known.get(value);
  if (seen) return seen;
  const read = readFilling(value);
  known.set(value, read);
  return read;
}

/**
 * Fills the placeholders in the strings of a JSON value; names of members stay. A string that is
 * one placeholder and nothing else becomes the data itself: a list, a boolean, null. An entry of a
 * list that is a rule gives as many entries as it is for.
 */
export function fillValue(
  value: Json,
  lookup: Lookup,
): { readonly value: Json; readonly missing: readonly string[] } {
  const missing: string[] = [];
  return { value: fillingOf(value)(lookup, missing), missing };
}
