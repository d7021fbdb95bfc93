import { holds, type Lookup, lookupIn, lookupPath } from "../../language/lookup.ts";
import type { Condition } from "../../model/blueprint.ts";
import type { Data } from "../../model/graph.ts";

/** What a reference or a contribution is made for: a use, or one item of a list in its data. */
export interface Scope {
  /** The item; undefined where the rule is for the use itself. */
  readonly item: unknown;
  /** Looks up in the use's data, with the item beside it as `item`. */
  readonly lookup: Lookup;
}

function scopeOf(item: unknown, data: Data): Scope {
  const beside = { item };
  const isOfItem = (path: string) => path === "item" || path.startsWith("item.");
  return { item, lookup: (path) => lookupPath(isOfItem(path) ? beside : data, path) };
}

function allScopes(each: string | undefined, data: Data): readonly Scope[] {
  if (each === undefined) return [{ item: undefined, lookup: lookupIn(data) }];
  const list = lookupPath(data, each);
  return Array.isArray(list) ? list.map((item) => scopeOf(item, data)) : [];
}

/** Everything that a rule is for: each item of the list that `each` names, or the use itself, where the condition holds. */
export function scopes(
  rule: { readonly each?: string; readonly when?: Condition },
  data: Data,
): readonly Scope[] {
  const { when } = rule;
  const all = allScopes(rule.each, data);
  return when === undefined ? all : all.filter(({ lookup }) => holds(when, lookup));
}
