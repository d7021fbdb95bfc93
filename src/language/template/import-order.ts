import { compareNatural, compareText } from "../natural-order.ts";
import type { ImportedName } from "./imports.ts";

/** What decides which group an import stands in. */
export interface ImportGroups {
  readonly standardLibrary: ReadonlySet<string>;
  /** The project's own top-level packages. */
  readonly firstParty: ReadonlySet<string>;
}

type Group = "future" | "standard library" | "third party" | "first party" | "relative";
const groupOrder: readonly Group[] = [
  "future",
  "standard library",
  "third party",
  "first party",
  "relative",
];

function groupOf(module: string, groups: ImportGroups): Group {
  if (module.startsWith(".")) return "relative";
  const top = module.split(".", 1)[0] ?? "";
  if (top === "__future__") return "future";
  if (groups.standardLibrary.has(top)) return "standard library";
  return groups.firstParty.has(top) ? "first party" : "third party";
}

/** A name as it is sorted; made once for all comparisons. */
interface SortedName {
  readonly name: string;
  readonly folded: string;
}

function compareNames(a: SortedName, b: SortedName): number {
  if (a.name === b.name) return 0;
  return compareNatural(a.folded, b.folded) || compareNatural(a.name, b.name);
}

/** Constants before classes before the rest, as ruff's `order-by-type` has it. */
function rank(member: string): number {
  if (member.length > 1 && member === member.toUpperCase() && /[A-Z]/.test(member)) return 0;
  return /^[A-Z]/.test(member) ? 1 : 2;
}

interface SortedMember extends SortedName {
  readonly rank: number;
}

const known = new Map<string, SortedMember>();
const maximumKnown = 2_000;

/** A name with all that decides its place: files of one project import the same names. */
function sortedMember(name: string): SortedMember {
  const seen = known.get(name);
  if (seen) return seen;
  const made = { name, folded: name.toLowerCase(), rank: rank(name) };
  if (known.size >= maximumKnown) known.clear();
  known.set(name, made);
  return made;
}

function compareMembers(a: SortedMember, b: SortedMember): number {
  return a.rank - b.rank || compareNames(a, b);
}

/** Members of one module, in order; most statements have one. */
function sortMembers(members: Iterable<string>): readonly SortedMember[] {
  const sorted = Array.from(new Set(members), sortedMember);
  return sorted.length > 1 ? sorted.sort(compareMembers) : sorted;
}

interface Statement {
  readonly module: SortedName;
  readonly text: string;
  /** The first member; empty for `import module`. */
  readonly first: SortedMember;
}

function byStatement(a: Statement, b: Statement): number {
  return (
    Number(a.first.name !== "") - Number(b.first.name !== "") ||
    compareNames(a.module, b.module) ||
    compareMembers(a.first, b.first) ||
    compareText(a.text, b.text)
  );
}

function as(name: string, alias: string | null): string {
  return alias === null || alias === name ? name : `${name} as ${alias}`;
}

const noMember = sortedMember("");

/** One statement for each module, and one for each name that has an alias. */
function statements(names: readonly ImportedName[]): readonly Statement[] {
  const result: Statement[] = [];
  const plain = new Map<string, string[]>();
  const put = (module: string, text: string, first: SortedMember) =>
    void result.push({ module: sortedMember(module), text, first });
  for (const name of names) {
    const { module } = name;
    if (name.kind === "module") {
      put(module, `import ${as(module, name.alias)}`, noMember);
    } else if (name.alias !== null && name.alias !== name.member) {
      put(
        module,
        `from ${module} import ${as(name.member, name.alias)}`,
        sortedMember(name.member),
      );
    } else {
      const members = plain.get(module);
      if (members) members.push(name.member);
      else plain.set(module, [name.member]);
    }
  }
  for (const [module, members] of plain) {
    const sorted = sortMembers(members);
    const list = sorted.map(({ name }) => name).join(", ");
    put(module, `from ${module} import ${list}`, sorted[0] ?? noMember);
  }
  return result;
}

/** The lines of an import block, grouped and sorted as ruff's rule `I` wants it. */
export function importLines(
  names: readonly ImportedName[],
  groups: ImportGroups,
): readonly string[] {
  const byGroup = new Map<Group, Statement[]>();
  for (const statement of statements(names)) {
    const group = groupOf(statement.module.name, groups);
    const same = byGroup.get(group);
    if (same) same.push(statement);
    else byGroup.set(group, [statement]);
  }
  const blocks = groupOrder.flatMap((group) => {
    const lines = byGroup
      .get(group)
      ?.sort(byStatement)
      .map(({ text }) => text);
    return lines ? [[...new Set(lines)]] : [];
  });
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}
