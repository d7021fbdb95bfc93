import type { PythonNode } from "../../ports.ts";
import { namesOf } from "../python/names.ts";
import type { Meaning, NameTable, Use } from "../python/scopes.ts";
import type { MergeFault } from "./line-merge.ts";
import type { Versions } from "./outcome.ts";

/** A text, and what its names stand for. */
export interface NamedText {
  readonly lines: readonly string[];
  readonly names: NameTable;
}

/** Reads the names of a text; undefined where it does not parse. */
export function namedText(tree: PythonNode | null, text: string): NamedText | undefined {
  return tree ? { lines: text.split("\n"), names: namesOf(tree, text) } : undefined;
}

function keyOf({ owner, name }: Use): string {
  return owner === "" ? name : `${owner}.${name}`;
}

/** Whether a name may stand for the same: in one branch at least, where there are several. */
function isSame(one: Meaning | undefined, other: Meaning | undefined): boolean {
  if (!one || !other) return one === other;
  return [...one].some((meaning) => other.has(meaning));
}

/** Uses of one name on one side. */
interface SideUses {
  readonly all: readonly Use[];
  /** Those in lines that read like that of the use in question. */
  readonly alike: readonly Use[];
}

type UsesOf = (use: Use, line: string) => SideUses;

function usesOn(side: NamedText | undefined): UsesOf {
  const found = new Map<string, Use[]>();
  for (const use of side?.names.uses ?? []) {
    const uses = found.get(keyOf(use));
    if (uses) uses.push(use);
    else found.set(keyOf(use), [use]);
  }
  return (use, line) => {
    const all = found.get(keyOf(use)) ?? [];
    return { all, alike: all.filter((one) => side?.lines[one.line] === line) };
  };
}

/** A use of which one side knew another meaning than the merge gives it. */
interface LostUse {
  readonly use: Use;
  readonly neededBy: "current" | "generated";
}

/**
 * A line comes from a side that has it in the same words: there its names stood for what they stand
 * for now, or one of the sides would be changed in what it does. A side that uses a name that it does
 * not define gets it from elsewhere.
 */
function lostUse(use: Use, { current, generated }: Omit<Versions<SideUses>, "base">) {
  const all = [...current.all, ...generated.all];
  const isKnown = ({ meaning }: Use) => isSame(meaning, use.meaning);
  if (all.length === 0 || (use.meaning === undefined && all.some(isKnown))) return undefined;
  const alike = [...current.alike, ...generated.alike];
  if ((alike.length > 0 ? alike : all).some(isKnown)) return undefined;
  const own = alike.length > 0 ? current.alike : current.all;
  return { use, neededBy: own.length > 0 ? "current" : "generated" } satisfies LostUse;
}

function reasonOf({ use: { name, meaning }, neededBy }: LostUse): string {
  if (meaning) return `\`${name}\` is one thing by hand, and another in what is generated now`;
  return neededBy === "generated"
    ? `what is generated now needs \`${name}\`, which was taken out by hand`
    : `what was written by hand needs \`${name}\`, which is not generated any more`;
}

/** What a merged text is compared with. */
export interface NamedSides {
  readonly current: NamedText | undefined;
  readonly generated: NamedText | undefined;
  /** The same texts as they are merged: where a definition stands in them. */
  readonly definitions: Omit<Versions<NameTable["definitions"]>, "base">;
  /** Imports that went, and come back where they are used. */
  readonly removed: ReadonlySet<string>;
}

/** Whether one side has a name by an import. */
export function isImported(name: string, { current, generated }: NamedSides): boolean {
  return [current, generated].some((side) => side?.names.imported.has(name));
}

/** Finds a name that stands for nothing in a merged text, or for something else than on its side. */
export function nameLost(merged: NamedText, sides: NamedSides): MergeFault | undefined {
  const [own, other] = [usesOn(sides.current), usesOn(sides.generated)];
  const { uses, hasStarImport } = merged.names;
  const comesBack = ({ owner, name, meaning }: Use) =>
    owner === "" && meaning === undefined && (hasStarImport || sides.removed.has(name));
  const lost = uses.flatMap((use) => {
    if (comesBack(use)) return [];
    const line = merged.lines[use.line] ?? "";
    return lostUse(use, { current: own(use, line), generated: other(use, line) }) ?? [];
  });
  const [first] = lost;
  if (!first) return undefined;
  const key = keyOf(first.use);
  const lines = lost.filter(({ use }) => keyOf(use) === key).map(({ use }) => use.line);
  const taken = sides.definitions[first.neededBy].get(key) ?? [];
  const isOfImports = isImported(key, sides);
  return { reason: reasonOf(first), lines, apart: { [first.neededBy]: taken }, isOfImports };
}
