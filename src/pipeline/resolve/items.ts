import { holds, lookupPath } from "../../language/patterns.ts";
import type { Condition } from "../../model/blueprint.ts";
import type { Data } from "../../model/graph.ts";

/** The data with one item of a list beside it, as `item`. */
function withItem(data: Data, item: unknown): Data {
  return Object.assign(Object.create(null), data, { item });
}

/**
 * What a reference or a contribution is made for: each item of the list that `each` names, or the
 * use itself, where the condition holds.
 */
export function scopes(
  rule: { readonly each?: string; readonly when?: Condition },
  data: Data,
): readonly Data[] {
  const list = rule.each === undefined ? undefined : lookupPath(data, rule.each);
  const all =
    rule.each === undefined
      ? [data]
      : Array.isArray(list)
        ? list.map((item) => withItem(data, item))
        : [];
  const { when } = rule;
  return when === undefined ? all : all.filter((scope) => holds(when, scope));
}
