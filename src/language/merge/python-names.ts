import type { PythonNode } from "../../ports.ts";
import { namesOf } from "../python/names.ts";
import type { NameTable, Use } from "../python/scopes.ts";
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

/** What a name stands for where nothing in the text defines it. */
const NOTHING = "nothing";

/** What uses of one name stand for, in all branches. */
type Meanings = ReadonlySet<string>;

const NONE: Meanings = new Set();

function meaningsOf({ meaning }: Use): Meanings {
  return meaning ?? new Set([NOTHING]);
}

/** Uses of one name on one side. */
interface SideUses {
  readonly all: Meanings;
  /** Of those in lines that read like that of the use in question. */
  readonly alike: Meanings;
}

type UsesOf = (use: Use, line: string) => SideUses;

function collect(found: Map<string, Set<string>>, key: string, meanings: Meanings): void {
  const known = found.get(key) ?? new Set();
  for (const meaning of meanings) known.add(meaning);
  found.set(key, known);
}

function usesOn(side: NamedText | undefined): UsesOf {
  const [all, alike] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const inLine = (use: Use, line: string) => `${keyOf(use)} ${line}`;
  for (const use of side?.names.uses ?? []) {
    collect(all, keyOf(use), meaningsOf(use));
    collect(alike, inLine(use, side?.lines[use.line] ?? ""), meaningsOf(use));
  }
  return (use, line) => ({
    all: all.get(keyOf(use)) ?? NONE,
    alike: alike.get(inLine(use, line)) ?? NONE,
  });
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
  const isKnownBy = (side: Meanings) => [...meaningsOf(use)].some((one) => side.has(one));
  if (current.all.size + generated.all.size === 0) return undefined;
  const isOfElsewhere = use.meaning === undefined;
  if (isOfElsewhere && (isKnownBy(current.all) || isKnownBy(generated.all))) return undefined;
  const places = current.alike.size + generated.alike.size > 0 ? "alike" : "all";
  if (isKnownBy(current[places]) || isKnownBy(generated[places])) return undefined;
  return { use, neededBy: current[places].size > 0 ? "current" : "generated" } satisfies LostUse;
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
