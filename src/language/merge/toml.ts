import type { TomlDate } from "smol-toml";
import type { Json } from "../../model/json.ts";
import type { ConflictChoice } from "../../model/project.ts";
import { joinValues } from "../join-values.ts";
import { sameJson } from "../lookup.ts";
import { type Chunk, type Lines, linesOf } from "./chunks.ts";
import { withoutDecidedLines } from "./decided-additions.ts";
import { joinLists } from "./join-lists.ts";
import { type MergeFault, mergeLines } from "./line-merge.ts";
import type { TextMerge, Versions } from "./outcome.ts";

type Read = (text: string) => Json | undefined;

/** A value whose scalars are texts that begin with their kind, so that each is only like itself. */
function asJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(asJson);
  if (value instanceof Date) return `date ${(value as TomlDate).toISOString()}`;
  if (typeof value !== "object" || value === null) return `${typeof value} ${String(value)}`;
  const members: Record<string, Json> = Object.create(null);
  for (const [name, member] of Object.entries(value)) members[name] = asJson(member);
  return members;
}

async function loadReader(): Promise<Read> {
  const { parse, TomlError } = await import("smol-toml");
  return (text) => {
    try {
      return asJson(parse(text, { integersAsBigInt: true }));
    } catch (error) {
      if (error instanceof TomlError) return undefined;
      throw error;
    }
  };
}

const TABLE = /^\s*\[/;

/**
 * What both sides put in at one place, or one beside a change of the other, is tried together; the
 * values say whether that is right. What belongs to the table above comes before a table.
 */
function settle(chunk: Chunk, lines: Lines): readonly string[] | undefined {
  const own = chunk.insertions?.find(({ side }) => side === "current");
  const other = chunk.insertions?.find(({ side }) => side === "generated");
  const [ours, theirs] = [linesOf(lines, chunk, "current"), linesOf(lines, chunk, "generated")];
  if (own && other) {
    const added = theirs.filter((line) => line.trim() === "" || !ours.includes(line));
    const isAbove =
      ours.some((line) => TABLE.test(line)) &&
      !TABLE.test(added.find((line) => line.trim() !== "") ?? "[");
    return isAbove ? [...added, ...ours] : [...ours, ...added];
  }
  const one = own ?? other;
  if (!one) return undefined;
  const added = lines[one.side].slice(one.lines.start, one.lines.end);
  const changed = own ? theirs : ours;
  return one.at === "start" ? [...added, ...changed] : [...changed, ...added];
}

function verifier(read: Read) {
  return async (text: string, versions: Versions): Promise<MergeFault | undefined> => {
    const merged = read(text);
    const [base, current, generated] = [versions.base, versions.current, versions.generated].map(
      read,
    );
    if (current === undefined) {
      return { reason: "it was changed by hand, and it is no TOML that can be read any more" };
    }
    let isClear = true;
    const value = joinValues(
      { ours: current, theirs: generated, ancestor: base },
      {
        lists: joinLists,
        decide({ ours }) {
          isClear = false;
          return ours;
        },
      },
    );
    if (merged !== undefined && isClear && sameJson(merged, value)) return undefined;
    return {
      reason: "it was changed by hand, and what is generated now does not go together with it",
    };
  };
}

/** Merges TOML line by line; what comes out has the values that the merge of the values has. */
export async function mergeToml(versions: Versions, choice?: ConflictChoice): Promise<TextMerge> {
  const verify = verifier(await loadReader());
  return mergeLines(
    withoutDecidedLines(versions),
    { settle, verify, allowsMarkers: false },
    choice,
  );
}
