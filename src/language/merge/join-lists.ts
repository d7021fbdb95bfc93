import { joinPointer } from "../../diagnostics/source/pointer.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { JoinAt, ListVersions, ValueVersions } from "../join-values.ts";
import { type Chunk, chunksOf, type Stretch } from "./chunks.ts";
import { withoutDecided } from "./decided-additions.ts";

/** A value as one text, whatever the order of its members. */
function canonical(value: Json): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const members = Object.entries(value as JsonObject).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

/** The items of a list as lines that can be compared. */
export function itemLines(list: readonly Json[]): readonly string[] {
  return list.map(canonical);
}

function isPlain(value: Json): boolean {
  return typeof value !== "object" || value === null;
}

function slice(list: readonly Json[], { start, end }: Stretch): readonly Json[] {
  return list.slice(start, end);
}

/** Both sides put plain items in at one place, or one beside a change: all are kept, ours first. */
function bothItems(chunk: Chunk, ours: readonly Json[], theirs: readonly Json[]) {
  const own = chunk.insertions?.find(({ side }) => side === "current");
  const other = chunk.insertions?.find(({ side }) => side === "generated");
  const insertion = own ?? other;
  if (!insertion || ![...ours, ...theirs].every(isPlain)) return undefined;
  if (own && other) return [...ours, ...theirs.filter((item) => !ours.includes(item))];
  const added = insertion.lines.end - insertion.lines.start;
  const whole = own ? ours : theirs;
  const changed = own ? theirs : ours;
  return insertion.at === "start"
    ? [...whole.slice(0, added), ...changed]
    : [...changed, ...whole.slice(whole.length - added)];
}

/** Items that both sides changed, one by one; undefined where one of them added or took away any. */
function itemByItem({ ours, theirs, ancestor = [] }: ListVersions, join: JoinItem) {
  if (ancestor.length !== ours.length || ours.length !== theirs.length) return undefined;
  return ours.flatMap((item, index) => {
    const versions = { ours: item, theirs: theirs[index], ancestor: ancestor[index] };
    return join(versions, index) ?? [];
  });
}

type JoinItem = (versions: ValueVersions, index: number) => Json | undefined;

/**
 * Joins two lists by their order: each stretch of items that only one side changed is taken from it.
 * Items that both changed are joined one by one where neither added or took away any.
 */
export function joinLists(
  { ours, theirs, ancestor = [] }: ListVersions,
  pointer: string,
  join: JoinAt,
): readonly Json[] | undefined {
  const all = {
    base: itemLines(ancestor),
    current: itemLines(ours),
    generated: itemLines(theirs),
  };
  const others = withoutDecided(all, theirs);
  const joined: Json[] = [];
  for (const chunk of chunksOf({ ...all, generated: itemLines(others) })) {
    const [own, other] = [slice(ours, chunk.current), slice(others, chunk.generated)];
    const lists = { ours: own, theirs: other, ancestor: slice(ancestor, chunk.base) };
    const joinItem: JoinItem = (versions, index) =>
      join(versions, joinPointer(pointer, chunk.current.start + index));
    const items =
      chunk.kind === "conflict"
        ? (bothItems(chunk, own, other) ?? itemByItem(lists, joinItem))
        : chunk.kind === "generated"
          ? other
          : own;
    if (!items) return undefined;
    joined.push(...items);
  }
  return joined;
}
