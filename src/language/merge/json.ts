import type { JsonNode } from "../../diagnostics/source/json-node.ts";
import { parseJsonTree } from "../../diagnostics/source/json-tree.ts";
import { linesOf, rangeBetween, type Lines as TextLines } from "../../diagnostics/source/lines.ts";
import { pointerParts } from "../../diagnostics/source/pointer.ts";
import type { Json } from "../../model/json.ts";
import type { ConflictChoice } from "../../model/project.ts";
import { joinValues, type ValueVersions } from "../join-values.ts";
import { sameJson } from "../lookup.ts";
import { joinLists } from "./join-lists.ts";
import { nodeValue, withJsonValue } from "./json-edit.ts";
import { BOTH_CHANGED, mergeLines } from "./line-merge.ts";
import type { ConflictRegion, TextMerge, Versions } from "./outcome.ts";

const UNREADABLE = "it was changed by hand, and it is no JSON that can be read any more";
const NO_JSON = "it was changed by hand, and what is generated for it is no JSON that can be read";
const UNWRITABLE =
  "it was changed by hand, and what is generated for it cannot be written into its text";

const INEXACT =
  "it was changed by hand, and a number with more digits than can be kept has changed in what is generated for it";

interface Document {
  readonly text: string;
  readonly root: JsonNode;
  readonly value: Json;
}

/** Reads JSON, with comments; undefined where it has any fault. */
function read(text: string): Document | undefined {
  const { root, problems } = parseJsonTree(text, "jsonc");
  if (!root || problems.length > 0) return undefined;
  return { text, root, value: nodeValue(root, text) };
}

/** So many digits every number of JavaScript keeps. */
const KEPT_DIGITS = 15;

function isExact(written: string): boolean {
  const digits = written.replace(/e.*$/i, "").replaceAll(/\D/g, "").replace(/^0+/, "");
  const value = Number(written);
  return Number.isFinite(value) && (digits.length <= KEPT_DIGITS || String(value) === written);
}

/** The numbers of a document that are not kept as they are written, in one order. */
function inexactNumbers({ root, text }: Document): readonly string[] {
  const found: string[] = [];
  function visit(node: JsonNode | undefined): void {
    if (node?.kind === "array") node.items.forEach(visit);
    if (node?.kind === "object") for (const { value } of node.members) visit(value);
    if (node?.kind !== "number") return;
    const written = text.slice(node.start, node.end);
    if (!isExact(written)) found.push(written);
  }
  visit(root);
  return found.sort();
}

/** The node that a pointer leads to, or the last one on the way. */
function nodeAt({ root }: Document, pointer: string): JsonNode {
  let node = root;
  for (const part of pointerParts(pointer)) {
    const child: JsonNode | undefined =
      node.kind === "object"
        ? node.members.find(({ name }) => name === part)?.value
        : node.kind === "array"
          ? node.items[Number(part)]
          : undefined;
    if (!child) return node;
    node = child;
  }
  return node;
}

/** A value as lines that tell where it stands. */
function shown(pointer: string, value: Json | undefined): readonly string[] {
  if (value === undefined) return [];
  const lines = JSON.stringify(value, null, 2).split("\n");
  const name = pointerParts(pointer).at(-1);
  if (name === undefined || /^\d+$/.test(name)) return lines;
  return [`${JSON.stringify(name)}: ${lines[0] ?? ""}`, ...lines.slice(1)];
}

function regionOf(
  pointer: string,
  { ours, theirs, ancestor }: ValueVersions,
  { document, lines }: { readonly document: Document; readonly lines: TextLines },
): ConflictRegion {
  const node = nodeAt(document, pointer);
  const range = rangeBetween(lines, node.start, node.end);
  return {
    base: shown(pointer, ancestor),
    current: shown(pointer, ours),
    generated: shown(pointer, theirs),
    line: range.start.line,
    count: ours === undefined ? 0 : range.end.line - range.start.line + 1,
  };
}

/** What cannot be read is taken as a whole, or told. */
async function mergeUnread(
  versions: Versions,
  reason: string,
  choice: ConflictChoice | undefined,
): Promise<TextMerge> {
  if (choice === "ours") return { kind: "merged", text: versions.current, marked: 0 };
  if (choice === "theirs") return { kind: "merged", text: versions.generated, marked: 0 };
  // A choice takes all of it, so nothing that differs may be left untold.
  const verify = async () => ({ reason });
  const lines = await mergeLines(versions, { verify, allowsMarkers: false });
  return { kind: "conflict", reason, regions: lines.kind === "conflict" ? lines.regions : [] };
}

/**
 * Merges the values of JSON, and changes only what follows from it in the person's text: comments,
 * order and form of the rest stay. There are never markers in it.
 */
export async function mergeJson(versions: Versions, choice?: ConflictChoice): Promise<TextMerge> {
  const current = read(versions.current);
  if (!current) return mergeUnread(versions, UNREADABLE, choice);
  const [base, generated] = [read(versions.base), read(versions.generated)];
  if (!base || !generated) return mergeUnread(versions, NO_JSON, choice);
  if (inexactNumbers(base).join() !== inexactNumbers(generated).join()) {
    return mergeUnread(versions, INEXACT, choice);
  }
  const regions: ConflictRegion[] = [];
  const place = { document: current, lines: linesOf(current.text) };
  const value = joinValues(
    { ours: current.value, theirs: generated.value, ancestor: base.value },
    {
      lists: joinLists,
      decide(sides, pointer) {
        regions.push(regionOf(pointer, sides, place));
        return choice === "theirs" ? sides.theirs : sides.ours;
      },
    },
  );
  if (regions.length > 0 && choice !== "ours" && choice !== "theirs") {
    return { kind: "conflict", reason: BOTH_CHANGED, regions };
  }
  const merged = value ?? null;
  const text = withJsonValue(current.text, current.root, merged);
  const written = read(text);
  if (!written || !sameJson(written.value, merged)) {
    return mergeUnread(versions, UNWRITABLE, choice);
  }
  return { kind: "merged", text, marked: 0 };
}
