import { nearest } from "../../nearest.ts";
import { type Filter, type FilterContext, onAny, onList, optional, parameter } from "../filter.ts";
import {
  isDataObject,
  isList,
  isTrue,
  memberOf,
  membersOf,
  nameOfKind,
  textOf,
} from "../values.ts";

/** The value at a dotted path of an item; every step must exist. */
function attribute(item: unknown, path: string, context: FilterContext): unknown {
  let value = item;
  for (const step of path.split(".")) {
    const next = memberOf(value, step);
    if (next === undefined) {
      return context.fail({
        message: `An item is ${nameOfKind(value)} without \`${step}\``,
        suggestions: nearest(step, membersOf(value)),
      });
    }
    value = next;
  }
  context.spend(1);
  return value;
}

function join(list: readonly unknown[], given: readonly unknown[], context: FilterContext): string {
  const separator = String(given[0] ?? "");
  const texts = list.map((item, index) => {
    const text = textOf(item);
    if (text !== undefined) {
      context.spend(text.length + separator.length);
      return text;
    }
    return context.fail({ message: `Item ${index} of the list is ${nameOfKind(item)}, not text` });
  });
  return context.made(texts.join(separator));
}

function firstOf(list: readonly unknown[], index: number, context: FilterContext): unknown {
  if (list.length > 0) return list.at(index);
  return context.fail({ message: "The list is empty", help: "Guard it with `{% if list %}`" });
}

function length(input: unknown, _: readonly unknown[], context: FilterContext): number {
  if (typeof input === "string" || isList(input)) return input.length;
  if (isDataObject(input)) {
    const count = Object.keys(input).length;
    context.spend(count);
    return count;
  }
  return context.fail({
    message: `The length of ${nameOfKind(input)} is asked for`,
    expected: "text, a list or an object",
  });
}

function keyOf(item: unknown, path: unknown, context: FilterContext): string | number {
  const key = path === undefined ? item : attribute(item, String(path), context);
  if (typeof key === "string" || typeof key === "number") return key;
  return context.fail({
    message: `${nameOfKind(key)} cannot be sorted`,
    expected: "texts, or numbers",
  });
}

/** By code units, so that the order is the same on every machine; equal items keep their order. */
function sort(list: readonly unknown[], given: readonly unknown[], context: FilterContext) {
  const keyed = list.map((item) => ({ item, key: keyOf(item, given[0], context) }));
  const kinds = new Set(keyed.map(({ key }) => typeof key));
  if (kinds.size > 1)
    context.fail({ message: "The list holds texts and numbers", expected: "texts, or numbers" });
  keyed.sort((a, b) => {
    const shorter = Math.min(String(a.key).length, String(b.key).length);
    context.spend(1 + shorter);
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  });
  return keyed.map(({ item }) => item);
}

function unique(list: readonly unknown[], given: readonly unknown[], context: FilterContext) {
  const seen = new Set<unknown>();
  return list.filter((item) => {
    const key = given[0] === undefined ? item : attribute(item, String(given[0]), context);
    if (typeof key === "string") context.spend(key.length);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether an item's attribute has the value, or is true where no value is given. */
function matches(item: unknown, given: readonly unknown[], context: FilterContext): boolean {
  const value = attribute(item, String(given[0]), context);
  if (given.length < 2) return isTrue(value);
  if (typeof value === "string") context.spend(value.length);
  return value === given[1];
}

const byAttribute = [parameter("attribute", "text"), optional("value", null)];
const optionalAttribute = [optional("attribute", "text")];

/** Filters on lists, and `default`. */
export const listFilters: Readonly<Record<string, Filter>> = {
  join: onList([optional("separator", "text")], join),
  first: onList([], (list, _, context) => firstOf(list, 0, context)),
  last: onList([], (list, _, context) => firstOf(list, -1, context)),
  length: onAny([], length),
  sort: onList(optionalAttribute, sort),
  unique: onList(optionalAttribute, unique),
  reverse: onList([], (list) => [...list].reverse()),
  map: onList([parameter("attribute", "text")], (list, given, context) =>
    list.map((item) => attribute(item, String(given[0]), context)),
  ),
  where: onList(byAttribute, (list, given, context) =>
    list.filter((item) => matches(item, given, context)),
  ),
  reject: onList(byAttribute, (list, given, context) =>
    list.filter((item) => !matches(item, given, context)),
  ),
  default: onAny([parameter("value", null)], (input, given) => (input === null ? given[0] : input)),
};
