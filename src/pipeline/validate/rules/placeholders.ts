import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { listRule } from "../../../language/fill-value.ts";
import { nearest } from "../../../language/nearest.ts";
import { type Placeholder, placeholders } from "../../../language/patterns.ts";
import type { Blueprint } from "../../../model/blueprint.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Json } from "../../../model/json.ts";
import { dataNames, isAboutResource } from "../known-names.ts";
import { entryPointer } from "./entry-pointer.ts";
import type { Rule } from "./rule.ts";

/** What the path of a history's file may name of a revision. */
const historyNames: readonly string[] = ["history.revision", "history.number", "history.title"];

/** A text with placeholders and where it stands. */
interface Text {
  readonly text: string;
  /** Where it stands, or the entry that it stands in. */
  readonly pointer: string;
  /** The member of an entry in its long form. */
  readonly member?: string;
  /** Whether `{item}` is known: the entry has `each`. */
  readonly hasItem: boolean;
  /** A brace that opens no placeholder is a slip in a name or a path, and may be meant in a value. */
  readonly isValue?: boolean;
  /** Whether `{history.revision}` and its like are known: the entry is the file of a history. */
  readonly isHistory?: boolean;
}

/** Every placeholder names something that a use has. */
export const placeholdersAreKnown: Rule = ({ blueprint, document: { file, value } }) => {
  const context = { file, value, blueprint, known: dataNames(blueprint) };
  return textsOf(blueprint).flatMap((from) => {
    if (!from.text.includes("{") && !from.text.includes("}")) return [];
    const found = placeholders(from.text);
    const unknown = found
      .filter((one) => !isKnown(one, from, context.known))
      .map((one) => unknownPlaceholder(one, from, context));
    const loose = from.isValue ? undefined : looseBrace(from.text, found);
    return loose === undefined ? unknown : [...unknown, braceFault(loose, from, context)];
  });
};

/** Each placeholder of the blueprint's own name stands for its resource, or for a parameter. */
export const nameIsBound: Rule = ({ blueprint, document: { file } }) => {
  const known = [...new Set(["resource", ...Object.keys(blueprint.parameters)])];
  return placeholders(blueprint.name)
    .filter(({ path }) => !known.includes(path))
    .map(({ path, start, end }) => {
      const suggestions = nearest(path, known).map((name) => `{${name}}`);
      return fault("unknown-placeholder", {
        message: `\`{${path}}\` stands for nothing here`,
        place: { file, pointer: "/metadata/name", within: { start, end } },
        ...(suggestions.length > 0
          ? { suggestions }
          : { expected: "`{resource}`, or the name of a parameter" }),
      });
    });
};

interface Context {
  readonly file: string;
  readonly value: Json;
  readonly blueprint: Blueprint;
  readonly known: ReadonlySet<string>;
}

function isKnown(
  { path, start, end }: Placeholder,
  from: Text,
  known: ReadonlySet<string>,
): boolean {
  if (path === "project") return start === 0 && from.text.charAt(end) === "/";
  const [root = ""] = path.split(".", 1);
  if (root === "item") return from.hasItem;
  return known.has(root) || (from.isHistory === true && historyNames.includes(path));
}

function placeOf(from: Text, { file, value }: Context, within: { start: number; end: number }) {
  const pointer =
    from.member === undefined ? from.pointer : entryPointer(value, from.pointer, from.member);
  return { file, pointer, within };
}

function unknownPlaceholder(
  { path, start, end }: Placeholder,
  from: Text,
  context: Context,
): Diagnostic {
  const [root = ""] = path.split(".", 1);
  const names = from.hasItem ? [...context.known, "item"] : [...context.known];
  const suggestions =
    root === "history" && from.isHistory === true
      ? nearest(path, historyNames).map((name) => `{${name}}`)
      : meant(root, names).map((name) => `{${name}${path.slice(root.length)}}`);
  return fault("unknown-placeholder", {
    message: `\`{${path}}\` stands for nothing here`,
    place: placeOf(from, context, { start, end }),
    ...(suggestions.length > 0 ? { suggestions } : helpFor(root, context.blueprint, names)),
  });
}

/** Nearest names; `{Resource}` and `{resource}` differ in nothing else than what was typed. */
function meant(root: string, names: readonly string[]): readonly string[] {
  const isCapital = (name: string) => /^[A-Z]/.test(name);
  const found = nearest(root, names);
  const alike = found.filter((name) => isCapital(name) === isCapital(root));
  return alike.length > 0 ? alike : found;
}

function helpFor(root: string, blueprint: Blueprint, names: readonly string[]) {
  if (/^resources?$/i.test(root) && !isAboutResource(blueprint)) {
    return { help: "Declare the parameter `resource_name`, which binds it" };
  }
  if (root === "item") return { help: "Say which list the items come from with `each`" };
  if (root === "project") {
    return {
      help: "`{project}/` stands at the head of a path; else name a setting, as `{project.name}`",
    };
  }
  return { expected: `one of ${names.map((name) => `\`{${name}}\``).join(", ")}` };
}

/** The first brace that is no part of a placeholder. */
function looseBrace(text: string, taken: readonly Placeholder[]): number | undefined {
  let from = 0;
  for (const { start, end } of taken) {
    const at = text.slice(from, start).search(/[{}]/);
    if (at >= 0) return from + at;
    from = end;
  }
  const at = text.slice(from).search(/[{}]/);
  return at < 0 ? undefined : from + at;
}

function braceFault(at: number, from: Text, context: Context): Diagnostic {
  return fault("unknown-placeholder", {
    message: `This \`${from.text.charAt(at)}\` belongs to no placeholder`,
    place: placeOf(from, context, { start: at, end: at + 1 }),
    expected: "a name between two braces, as `{resource}`",
  });
}

function textsOf(blueprint: Blueprint): readonly Text[] {
  const { dependsOn, refersTo, conflictsWith, generates, requiredFiles, contradictions } =
    blueprint;
  const inList = (texts: readonly string[], list: string) =>
    texts.map((text, index) => ({ text, pointer: `${list}/${index}`, hasItem: false }));
  const ofRelation = (one: { blueprint: string; pointer: string; each?: string }) => ({
    text: one.blueprint,
    pointer: one.pointer,
    member: "blueprint",
    hasItem: one.each !== undefined,
  });
  return [
    dependsOn.map(ofRelation),
    refersTo.map(ofRelation),
    inList(conflictsWith, "/relationships/conflicts_with"),
    generates.map(({ path: text, pointer, ownership, history }) => ({
      text,
      pointer,
      member: "path",
      hasItem: false,
      isHistory: ownership === "history" || history !== undefined,
    })),
    inList(requiredFiles, "/validation/required_files"),
    contradictions.map(({ reason: text, pointer, each }) => ({
      text,
      pointer,
      member: "reason",
      hasItem: each !== undefined,
      isValue: true,
    })),
    contributedTexts(blueprint),
  ].flat();
}

function contributedTexts({ contributes }: Blueprint): readonly Text[] {
  return contributes.flatMap(({ value, to, each, pointer }) => {
    const hasItem = each !== undefined;
    const target = to === undefined ? [] : [{ text: to, pointer: `${pointer}/to`, hasItem }];
    return [...target, ...stringsWithin(value, { pointer: `${pointer}/value`, hasItem })];
  });
}

/** The texts of a contributed value; those of a list's rule with `each` may name its item. */
function stringsWithin(value: Json, at: Pick<Text, "pointer" | "hasItem">): readonly Text[] {
  if (typeof value === "string") return [{ text: value, ...at, isValue: true }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => {
    const rule = Array.isArray(value) ? listRule(child) : undefined;
    const hasItem = at.hasItem || rule?.each !== undefined;
    const pointer = joinPointer(at.pointer, key);
    return rule
      ? stringsWithin(rule.value, { pointer: `${pointer}/value`, hasItem })
      : stringsWithin(child, { pointer, hasItem });
  });
}
