import { joinPointer } from "../diagnostics/source/pointer.ts";
import type { Field } from "../model/field.ts";
import type { Json, JsonObject } from "../model/json.ts";
import { fieldFromJson, parseField, printField } from "./fields/index.ts";
import { type JoinAt, joinValues, type ListVersions, type ValueVersions } from "./join-values.ts";
import { itemLines } from "./merge/join-lists.ts";

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

/** The field that an item is, in either form; a text with a colon may be something else. */
function fieldOf(item: Json): Field | undefined {
  return (typeof item === "string" ? parseField(item) : fieldFromJson(item)).field;
}

/** What an item is known by: a use by its blueprint and its resource, a field by its first name. */
function keyOf(item: Json): string | undefined {
  const field = fieldOf(item);
  if (field) return field.renamedFrom ?? field.name;
  if (!isObject(item)) return undefined;
  const { blueprint, with: given, name } = item;
  if (typeof blueprint === "string") {
    return `${blueprint} ${textOf(isObject(given) ? given.resource_name : undefined)}`;
  }
  return typeof name === "string" ? name : undefined;
}

/** Whether an item is a field that has another name now, and is else what it was. */
function isRenamed(item: Json, former: Json): boolean {
  const [field, before] = [fieldOf(item), fieldOf(former)];
  if (field?.renamedFrom === undefined || field.renamedFrom !== before?.name) return false;
  const { renamedFrom, ...rest } = field;
  return printField({ ...rest, name: renamedFrom }) === printField(before);
}

/** Where nobody knows what both began with: the field that a rename names. */
function beforeRename(mine: Json | undefined, their: Json | undefined): Json | undefined {
  if (mine === undefined || their === undefined) return undefined;
  if (isRenamed(mine, their)) return their;
  return isRenamed(their, mine) ? mine : undefined;
}

/** Keys that say nothing of an item but what it is; one that stands twice has one for each time. */
function wholeKeys(list: readonly Json[]): readonly string[] {
  const times = new Map<string, number>();
  return itemLines(list).map((line) => {
    const time = (times.get(line) ?? 0) + 1;
    times.set(line, time);
    return `${line} ${time}`;
  });
}

type Keys = (list: readonly Json[]) => readonly string[];

/** Items are known by their names where no list has one of them twice, else by themselves. */
function keysFor(lists: readonly (readonly Json[])[]): Keys {
  const byName: Keys = (list) => {
    const whole = wholeKeys(list);
    return list.map((item, index) => keyOf(item) ?? whole[index] ?? "");
  };
  const isDistinct = (list: readonly Json[]) => new Set(byName(list)).size === list.length;
  return lists.every(isDistinct) ? byName : wholeKeys;
}

interface Placed {
  readonly item: Json;
  readonly index: number;
}

/** Joins lists item by item: ours, then those that only the other branch has. */
function joinItems({ ours, theirs, ancestor = [] }: ListVersions, pointer: string, join: JoinAt) {
  const keys = keysFor([ours, theirs, ancestor]);
  const placed = (list: readonly Json[]): ReadonlyMap<string, Placed> => {
    const known = keys(list);
    return new Map(list.map((item, index) => [known[index] ?? "", { item, index }]));
  };
  const [own, other, former] = [placed(ours), placed(theirs), placed(ancestor)];
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((key) => {
    const [mine, their] = [own.get(key), other.get(key)];
    const before = former.get(key)?.item ?? beforeRename(mine?.item, their?.item);
    const item = { ours: mine?.item, theirs: their?.item, ancestor: before };
    return join(item, joinPointer(pointer, (mine ?? their)?.index ?? 0)) ?? [];
  });
}

/**
 * Joins what two branches made of a manifest. What only one of them has is kept, unless the
 * ancestor is known and has it too: then the other one took it away.
 */
export function joinJson(versions: ValueVersions): Joined {
  const pointers: string[] = [];
  const value = joinValues(versions, {
    lists: joinItems,
    decide({ ours }, pointer) {
      pointers.push(pointer);
      return ours;
    },
  });
  const [pointer] = pointers;
  return pointer === undefined ? { ok: true, value } : { ok: false, pointer };
}
