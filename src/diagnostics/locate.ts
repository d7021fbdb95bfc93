import type { Diagnostic, Place, Position, Range } from "../model/diagnostic.ts";
import { mapPlaces } from "./places.ts";
import type { JsonNode, Span } from "./source/json-node.ts";
import { parseJsonTree } from "./source/json-tree.ts";
import { type Lines, linesOf, rangeBetween } from "./source/lines.ts";
import { pointerParts } from "./source/pointer.ts";

/** The text of a file that diagnostics name; null where it cannot be had. */
export type SourceOf = (file: string) => string | null;

/**
 * Works out the range of every place, sorts by file, position and code, and removes what is said
 * twice. A pointer that leads nowhere (a missing member) gets the range of what it leads to last.
 */
export function locate(
  diagnostics: readonly Diagnostic[],
  sourceOf: SourceOf,
): readonly Diagnostic[] {
  const rangeOf = rangeFinder(sourceOf);
  const withRange = (place: Place): Place => {
    const range = place.range ?? rangeOf(place);
    return range ? { ...place, range } : place;
  };
  const located = diagnostics.map((diagnostic) => mapPlaces(diagnostic, withRange));
  return distinct(located).sort(inOrder);
}

interface Document {
  readonly lines: Lines;
  readonly root: JsonNode | undefined;
}

/** Each file is read and parsed once, when something of it is to be found. */
function rangeFinder(sourceOf: SourceOf): (place: Place) => Range | undefined {
  const documents = new Map<string, Document | null>();

  function documentOf(file: string): Document | null {
    const known = documents.get(file);
    if (known !== undefined) return known;
    const text = sourceOf(file);
    const document =
      text === null ? null : { lines: linesOf(text), root: parseJsonTree(text).root };
    documents.set(file, document);
    return document;
  }

  return (place) => {
    if (place.pointer === undefined) return undefined;
    const document = documentOf(place.file);
    if (!document?.root) return undefined;
    const span = spanOf(document.root, { ...place, pointer: place.pointer }, document.lines.text);
    return rangeBetween(document.lines, span.start, span.end);
  };
}

function spanOf(root: JsonNode, place: Place & { readonly pointer: string }, text: string): Span {
  let node = root;
  let key: Span | undefined;
  for (const part of pointerParts(place.pointer)) {
    const child = childOf(node, part);
    // What is missing has no place; what it is missing in is pointed at by its key.
    if (!child) return key && node.kind === "object" ? key : opening(node);
    key = child.key;
    if (!child.value) return child.key ?? opening(node);
    node = child.value;
  }
  if (place.side === "key" && key) return key;
  if (place.within && node.kind === "string") return spanWithin(text, node, place.within);
  return node;
}

function childOf(node: JsonNode, part: string): { key?: Span; value?: JsonNode } | undefined {
  if (node.kind === "object") return node.members.findLast(({ name }) => name === part);
  if (node.kind !== "array") return undefined;
  const value = /^(0|[1-9][0-9]*)$/.test(part) ? node.items[Number(part)] : undefined;
  return value && { value };
}

/** The bracket that an object or list begins with; all of anything else. */
function opening(node: JsonNode): Span {
  const isNested = node.kind === "object" || node.kind === "array";
  return isNested ? { start: node.start, end: node.start + 1 } : node;
}

/** Characters of a string's value as they are written, escapes and all. */
function spanWithin(text: string, node: Span, within: Span): Span {
  const offsets = [node.start + 1];
  let at = node.start + 1;
  while (at < node.end - 1 && offsets.length <= within.end) {
    at += text.charAt(at) !== "\\" ? 1 : text.charAt(at + 1) === "u" ? 6 : 2;
    offsets.push(at);
  }
  const last = offsets.at(-1) ?? node.end;
  const start = offsets[within.start] ?? last;
  return { start, end: Math.max(start, offsets[within.end] ?? last) };
}

function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...new Map(diagnostics.map((one) => [JSON.stringify(one), one])).values()];
}

const nowhere: Position = { line: 0, column: 0 };

function inOrder(a: Diagnostic, b: Diagnostic): number {
  return (
    compare(a.place?.file ?? "", b.place?.file ?? "") ||
    comparePositions(a.place?.range?.start ?? nowhere, b.place?.range?.start ?? nowhere) ||
    compare(a.code, b.code) ||
    compare(a.message, b.message)
  );
}

function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

/** By code units, so that the order is the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
