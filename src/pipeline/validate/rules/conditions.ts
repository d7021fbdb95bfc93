import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { checkArgument } from "../../../language/arguments.ts";
import { listRule } from "../../../language/fill-value.ts";
import { boundOf } from "../../../language/lookup.ts";
import { nearest } from "../../../language/nearest.ts";
import type { Blueprint, Condition } from "../../../model/blueprint.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Json } from "../../../model/json.ts";
import { dataNames } from "../known-names.ts";
import type { Rule } from "./rule.ts";

/** Something with a `when`, and a list that its `item` comes from. */
interface Conditional {
  readonly pointer: string;
  readonly when?: Condition;
  readonly each?: string;
  /** Whether `item` is known from around it. */
  readonly hasItem?: boolean;
}

/** Every `when` and `each` names data that there is, and values that it may have. */
export const conditionsCanHold: Rule = ({ blueprint, document: { file } }) => {
  const { dependsOn, refersTo, generates, contributes, contradictions } = blueprint;
  const ofLists = contributes.flatMap(({ value, pointer, each }) =>
    rulesWithin(value, { pointer: `${pointer}/value`, hasItem: each !== undefined }),
  );
  const all: readonly Conditional[] = [
    dependsOn,
    refersTo,
    generates,
    contributes,
    contradictions,
    ofLists,
  ].flat();
  const entries = all.filter(({ when, each }) => when !== undefined || each !== undefined);
  if (entries.length === 0) return [];
  const known = [...dataNames(blueprint)];
  return entries.flatMap((entry) => [
    ...eachIsKnown(entry, { file, known }),
    ...Object.entries(entry.when ?? {}).flatMap(([path, value]) => {
      const place = { file, pointer: joinPointer(`${entry.pointer}/when`, path) };
      const hasItem = entry.hasItem || entry.each !== undefined;
      const names = hasItem ? [...known, "item"] : known;
      return (
        pathIsKnown(path, { place, names }) ??
        boundIsKnown(value, { place, names }) ??
        valueIsPossible(path, { value, blueprint, place })
      );
    }),
  ]);
};

/** The rules in the lists of a contributed value. */
function rulesWithin(
  value: Json,
  at: { readonly pointer: string; readonly hasItem: boolean },
): readonly Conditional[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]: [string, Json]) => {
    const pointer = joinPointer(at.pointer, key);
    const rule = Array.isArray(value) ? listRule(child) : undefined;
    if (!rule) return rulesWithin(child, { pointer, hasItem: at.hasItem });
    const hasItem = at.hasItem || rule.each !== undefined;
    const inside = rulesWithin(rule.value, { pointer: `${pointer}/value`, hasItem });
    return [{ ...rule, pointer, hasItem: at.hasItem }, ...inside];
  });
}

function eachIsKnown(
  entry: Conditional,
  context: { file: string; known: readonly string[] },
): Diagnostic[] {
  if (entry.each === undefined) return [];
  const place = { file: context.file, pointer: `${entry.pointer}/each` };
  const names = entry.hasItem ? [...context.known, "item"] : context.known;
  return pathIsKnown(entry.each, { place, names, side: "value" }) ?? [];
}

interface Where {
  readonly place: { readonly file: string; readonly pointer: string };
  readonly names: readonly string[];
  readonly side?: "value";
}

function pathIsKnown(path: string, { place, names, side }: Where): Diagnostic[] | undefined {
  const [root = ""] = path.split(".");
  if (names.includes(root)) return undefined;
  const suggestions = nearest(root, names).map((name) => name + path.slice(root.length));
  return [
    fault("bad-condition", {
      message: `\`${path}\` is neither a parameter nor other data of the blueprint`,
      place: { ...place, side: side ?? "key" },
      ...(suggestions.length > 0
        ? { suggestions }
        : { expected: `one of ${names.map((name) => `\`${name}\``).join(", ")}` }),
    }),
  ];
}

/** What a number is compared with by `above`; undefined where the condition is about values. */
function boundIsKnown(value: Json, { place, names }: Where): Diagnostic[] | undefined {
  const bound = boundOf(value);
  if (bound === undefined) return undefined;
  const at = { ...place, pointer: `${place.pointer}/above` };
  return pathIsKnown(bound, { place: at, names, side: "value" }) ?? [];
}

interface Comparison {
  readonly value: Json;
  readonly blueprint: Blueprint;
  readonly place: { readonly file: string; readonly pointer: string };
}

/** A value that the parameter can never have makes a condition that never holds. */
function valueIsPossible(path: string, { value, blueprint, place }: Comparison): Diagnostic[] {
  const parameter = Object.hasOwn(blueprint.parameters, path)
    ? blueprint.parameters[path]
    : undefined;
  if (!parameter || parameter.type === "array") return [];
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one: Json, index) => {
    const [problem] = one === null ? [] : checkArgument(one, parameter);
    if (!problem) return [];
    return fault("bad-condition", {
      message: `\`${path}\` can never be \`${JSON.stringify(one)}\``,
      place: Array.isArray(value)
        ? { ...place, pointer: joinPointer(place.pointer, index) }
        : place,
      expected: problem.expected ?? `a value of the type \`${parameter.type}\``,
    });
  });
}
