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

  function fillString(text: string, from: Lookup): Json {
    const [first] = placeholders(text);
    if (first?.start === 0 && first.end === text.length) {
      const data = plainJson(from(first.path));
      if (data !== undefined) return data;
    }
    const filled = fillPlaceholders(text, from);
    missing.push(...filled.missing);
    return filled.text;
  }

  function fillEntry(entry: Json, from: Lookup): readonly Json[] {
    const rule = listRule(entry);
    return rule ? lookupsOf(rule, from).map((one) => fill(rule.value, one)) : [fill(entry, from)];
  }

  function fill(node: Json, from: Lookup): Json {
    if (typeof node === "string") return fillString(node, from);
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.flatMap((entry: Json) => fillEntry(entry, from));
    const members: Record<string, Json> = Object.create(null);
    for (const [member, child] of Object.entries(node)) members[member] = fill(child, from);
    return members;
  }

  return { value: fill(value, lookup), missing };
}
