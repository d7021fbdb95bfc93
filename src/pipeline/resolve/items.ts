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
  return { item, lookup: (path) => lookupPath(isOfItem(path) ? beside : data, path) };
}

function isOfItem(path: string): boolean {
  return path === "item" || path.startsWith("item.");
}

/** The scopes of one use: those of each list are made once, however many rules are for its items. */
interface UseScopes {
  readonly own: readonly Scope[];
  readonly ofLists: Map<unknown, readonly Scope[]>;
}

const known = new WeakMap<Data, UseScopes>();

function scopesOf(data: Data): UseScopes {
  const seen = known.get(data);
  if (seen) return seen;
  const made = { own: [{ item: undefined, lookup: lookupIn(data) }], ofLists: new Map() };
  known.set(data, made);
  return made;
}

function allScopes(each: string | undefined, data: Data): readonly Scope[] {
  const { own, ofLists } = scopesOf(data);
  if (each === undefined) return own;
  const list = lookupPath(data, each);
  if (!Array.isArray(list)) return [];
  const seen = ofLists.get(list);
  if (seen) return seen;
  const made = list.map((item) => scopeOf(item, data));
  ofLists.set(list, made);
  return made;
}

/** What is done for a use, or for each item of the list that `each` names, where the condition holds. */
interface Rule {
  readonly each?: string;
  readonly when?: Condition;
}

/** Everything that a rule is for. */
export function scopes({ each, when }: Rule, data: Data): readonly Scope[] {
  const all = allScopes(each, data);
  return when === undefined ? all : all.filter(({ lookup }) => holds(when, lookup));
}

/** Whether there is anything that a rule is for. */
export function applies({ each, when }: Rule, data: Data): boolean {
  const all = allScopes(each, data);
  return when === undefined ? all.length > 0 : all.some(({ lookup }) => holds(when, lookup));
}
