import type { JsonNode, Span } from "../../diagnostics/source/json-node.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { sameJson } from "../lookup.ts";
import { itemLines } from "./join-lists.ts";
import { diffLines } from "./line-diff.ts";

/** The value of a node. */
export function nodeValue(node: JsonNode, text: string): Json {
  if (node.kind === "array") return node.items.map((item) => nodeValue(item, text));
  if (node.kind !== "object") return JSON.parse(text.slice(node.start, node.end)) as Json;
  const members: Record<string, Json> = Object.create(null);
  for (const { name, value } of node.members) {
    if (value) members[name] = nodeValue(value, text);
  }
  return members;
}

/** A member or an item with what stands around it. */
interface Part {
  /** Space and comments before it. */
  readonly lead: string;
  readonly body: string;
  /** A comment behind it, on its line. */
  readonly behind: string;
}

/** What stands between the brackets of an object or a list. */
interface Inside {
  readonly parts: readonly Part[];
  /** Space and comments before the closing bracket. */
  readonly tail: string;
  readonly endsInComma: boolean;
}

/** A comment that ends the line it is on. */
const BEHIND = /^([ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\n])*\*\/[ \t]*(?=\n)))/;

function insideOf(spans: readonly Span[], { start, end }: Span, text: string): Inside {
  const parts: Part[] = [];
  let lead = text.slice(start + 1, spans[0]?.start ?? end - 1);
  let endsInComma = false;
  for (const [index, span] of spans.entries()) {
    const until = spans[index + 1]?.start ?? end - 1;
    const rest = text.slice(span.end, until);
    const comma = commaIn(rest);
    const before = comma < 0 ? "" : rest.slice(0, comma);
    const after = comma < 0 ? rest : rest.slice(comma + 1);
    const [, ownLine = ""] = BEHIND.exec(after) ?? [];
    parts.push({ lead, body: text.slice(span.start, span.end) + before, behind: ownLine });
    lead = after.slice(ownLine.length);
    endsInComma = comma >= 0;
  }
  return { parts, tail: lead, endsInComma };
}

const COMMA_OR_COMMENT = /,|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g;

/** Where the comma stands that is in no comment; -1 where there is none. */
function commaIn(text: string): number {
  for (const { 0: found, index } of text.matchAll(COMMA_OR_COMMENT)) {
    if (found === ",") return index;
  }
  return -1;
}

/** How a text is indented. */
interface Layout {
  readonly text: string;
  /** One level. */
  readonly unit: string;
}

/** Lists of plain values stand on one line where they fit, as prettier has it. */
const LINE_WIDTH = 80;

function inline(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(inline).join(", ")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${inline(member)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

/** A value as a new text; `indent` is undefined where what holds it stands on one line. */
function print(value: Json, indent: string | undefined, unit: string): string {
  const short = inline(value);
  if (indent === undefined || typeof value !== "object" || value === null) return short;
  const isPlain = isList(value) && value.every((item) => typeof item !== "object" || item === null);
  const fits = indent.length + short.length <= LINE_WIDTH;
  if ((isPlain && fits) || Object.keys(value).length === 0) return short;
  const inner = indent + unit;
  const parts = isList(value)
    ? value.map((item) => print(item, inner, unit))
    : Object.entries(value).map(
        ([name, member]) => `${JSON.stringify(name)}: ${print(member, inner, unit)}`,
      );
  const [open, close] = isList(value) ? ["[", "]"] : ["{", "}"];
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}

function indentAt(offset: number, text: string): string {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? "";
}

/** A part that stays, one that is new, or one that goes. */
type NextPart = Part | { readonly added: string } | { readonly gone: Part };

function hasComment(text: string): boolean {
  return text.includes("//") || text.includes("/*");
}

const STRING_OR_COMMENT = /"(?:[^"\\]|\\.)*"|(\/\/[^\r\n]*|\/\*[\s\S]*?\*\/)/g;

/** Comments within a value. */
function commentsIn(text: string): readonly string[] {
  return [...text.matchAll(STRING_OR_COMMENT)].flatMap(([, comment]) => comment ?? []);
}

/** Comments of a part that goes, those within it too. */
function commentsOf({ lead, body, behind }: Part): string {
  const [start = "\n"] = /\n[ \t]*$/.exec(lead) ?? [];
  const within = commentsIn(body).map((comment) => start + comment.trimEnd());
  return `${hasComment(lead) ? lead.trimEnd() : ""}${within.join("")}${behind}`;
}

/** Puts two texts together; a comment to the end of the line ends there. */
function concat(first: string, second: string): string {
  const lastLine = first.slice(first.lastIndexOf("\n") + 1);
  const comment = commentsIn(lastLine).at(-1) ?? "";
  const isOpen = comment.startsWith("//") && lastLine.endsWith(comment);
  return isOpen && !/^[ \t]*\r?\n/.test(second) ? `${first}\n${second}` : first + second;
}

/** What stands before a part on one line: the first place, and not the first part, has no comma. */
function leadOnLine(part: Part, { parts }: Inside, place: { isFirst: boolean; wasFirst: boolean }) {
  if (place.isFirst) return parts[0]?.lead ?? "";
  return place.wasFirst ? (parts[1]?.lead ?? " ") : part.lead;
}

/** What is left between the brackets, each with what stands before it. */
function shownParts(next: readonly NextPart[], inside: Inside, newLead: string) {
  const shown: Part[] = [];
  const former = next.findIndex((part) => !("added" in part));
  let comments = "";
  for (const [index, part] of next.entries()) {
    if ("gone" in part) {
      comments = concat(comments, commentsOf(part.gone));
      continue;
    }
    const isAdded = "added" in part;
    const given = isAdded ? { lead: newLead, body: part.added, behind: "" } : part;
    const place = { isFirst: shown.length === 0, wasFirst: isAdded || index === former };
    const lead = newLead === " " ? leadOnLine(given, inside, place) : given.lead;
    shown.push({ ...given, lead: concat(comments, lead) });
    comments = "";
  }
  return { shown, comments };
}

/** Writes the parts between their brackets again; a comment of a part that goes stays. */
function rebuilt(node: JsonNode, next: readonly NextPart[], layout: Layout): string {
  const { text } = layout;
  const inside = insideOf(spansOf(node), node, text);
  const indent = indentIn(node, inside, layout);
  const newLead = indent === undefined ? " " : `\n${indent}`;
  const { shown, comments } = shownParts(next, inside, newLead);
  let content = "";
  for (const [index, { lead, body, behind }] of shown.entries()) {
    const comma = index < shown.length - 1 || inside.endsInComma ? "," : "";
    content = concat(content, lead + body + comma + behind);
  }
  const wasEmpty = inside.parts.length === 0 && shown.length > 0;
  const end = wasEmpty ? `${inside.tail.trimEnd()}\n${indentAt(node.start, text)}` : inside.tail;
  const all = concat(concat(content, comments), end);
  const [open, close] = node.kind === "object" ? ["{", "}"] : ["[", "]"];
  return all.trim() === "" ? open + close : open + all + close;
}

/** How the parts of an object or a list are indented; undefined where they stand on one line. */
function indentIn(node: JsonNode, { parts }: Inside, { text, unit }: Layout): string | undefined {
  const isInline = parts.length > 0 && !text.slice(node.start, node.end).includes("\n");
  if (isInline) return undefined;
  return /\n([ \t]*)$/.exec(parts[0]?.lead ?? "")?.[1] ?? indentAt(node.start, text) + unit;
}

function spansOf(node: JsonNode): readonly Span[] {
  if (node.kind === "array") return node.items;
  if (node.kind !== "object") return [];
  return node.members.map(({ key, value }) => ({ start: key.start, end: (value ?? key).end }));
}

function withMembers(node: JsonNode & { kind: "object" }, target: JsonObject, layout: Layout) {
  const { text } = layout;
  const inside = insideOf(spansOf(node), node, text);
  const indent = indentIn(node, inside, layout);
  const added = (name: string, value: Json) => ({
    added: `${JSON.stringify(name)}: ${print(value, indent, layout.unit)}`,
  });
  const kept = (index: number): NextPart => {
    const { name, key, value } = node.members[index] ?? { name: "", key: node };
    const part = inside.parts[index] ?? { lead: "", body: "", behind: "" };
    const wanted = Object.hasOwn(target, name) ? target[name] : undefined;
    if (wanted === undefined || !value) return { gone: part };
    const head = text.slice(key.start, value.start);
    const rest = part.body.slice(value.end - key.start);
    return { ...part, body: head + withValue(value, wanted, layout, indent) + rest };
  };
  const { first, behind } = newMembers(node, target);
  const next = [
    ...first.map(([name, value]) => added(name, value)),
    ...node.members.flatMap(({ name }, index) => [
      kept(index),
      ...(behind.get(name) ?? []).map(([one, value]) => added(one, value)),
    ]),
  ];
  return rebuilt(node, next, layout);
}

type Members = readonly (readonly [name: string, value: Json])[];

/** Members that an object gets: those that come first, and those that come behind another one. */
function newMembers(node: JsonNode & { kind: "object" }, target: JsonObject) {
  const names = new Set(node.members.map(({ name }) => name));
  const behind = new Map<string, Members>();
  const first: [string, Json][] = [];
  let group = first;
  for (const [name, value] of Object.entries(target)) {
    if (names.has(name)) {
      group = [];
      behind.set(name, group);
    } else group.push([name, value]);
  }
  return { first, behind };
}

function withItems(node: JsonNode & { kind: "array" }, target: readonly Json[], layout: Layout) {
  const { text } = layout;
  const inside = insideOf(node.items, node, text);
  const { parts } = inside;
  const indent = indentIn(node, inside, layout);
  const before = itemLines(node.items.map((item) => nodeValue(item, text)));
  const next: NextPart[] = [];
  let at = 0;
  for (const { start, end, newStart, newEnd } of diffLines(before, itemLines(target))) {
    next.push(...parts.slice(at, start));
    const isSameCount = end - start === newEnd - newStart;
    for (let index = start; index < end; index += 1) {
      const [part, item] = [parts[index], node.items[index]];
      const wanted = target[newStart + index - start];
      if (!part || !item) continue;
      if (!isSameCount || wanted === undefined) next.push({ gone: part });
      else {
        const rest = part.body.slice(item.end - item.start);
        next.push({ ...part, body: withValue(item, wanted, layout, indent) + rest });
      }
    }
    if (!isSameCount) {
      for (const value of target.slice(newStart, newEnd)) {
        next.push({ added: print(value, indent, layout.unit) });
      }
    }
    at = end;
  }
  return rebuilt(node, [...next, ...parts.slice(at)], layout);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text of a node with another value: what does not change stays as it is written. */
function withValue(
  node: JsonNode,
  target: Json,
  layout: Layout,
  above: string | undefined,
): string {
  const { text } = layout;
  if (sameJson(nodeValue(node, text), target)) return text.slice(node.start, node.end);
  if (node.kind === "array" && isList(target)) return withItems(node, target, layout);
  const isObject = typeof target === "object" && target !== null && !isList(target);
  if (node.kind === "object" && isObject) return withMembers(node, target as JsonObject, layout);
  const comments = commentsIn(text.slice(node.start, node.end));
  const start = `\n${above ?? ""}`;
  const kept = comments.map((comment) => comment + (comment.startsWith("//") ? start : " "));
  return kept.join("") + print(target, above, layout.unit);
}

/** Changes the value of a JSON text where it differs; comments, order and form of the rest stay. */
export function withJsonValue(text: string, root: JsonNode, value: Json): string {
  const [, unit = "  "] = /\n([ \t]+)\S/.exec(text) ?? [];
  return (
    text.slice(0, root.start) + withValue(root, value, { text, unit }, "") + text.slice(root.end)
  );
}
