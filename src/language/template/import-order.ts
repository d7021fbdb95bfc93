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

function compareNames(a: string, b: string): number {
  return compareNatural(a.toLowerCase(), b.toLowerCase()) || compareNatural(a, b);
}

/** Constants before classes before the rest, as ruff's `order-by-type` has it. */
function rank(member: string): number {
  if (member.length > 1 && member === member.toUpperCase() && /[A-Z]/.test(member)) return 0;
  return /^[A-Z]/.test(member) ? 1 : 2;
}

function compareMembers(a: string, b: string): number {
  return rank(a) - rank(b) || compareNames(a, b);
}

interface Statement {
  readonly module: string;
  readonly text: string;
  /** The first member; empty for `import module`. */
  readonly first: string;
}

function byStatement(a: Statement, b: Statement): number {
  return (
    Number(a.first !== "") - Number(b.first !== "") ||
    compareNames(a.module, b.module) ||
    compareMembers(a.first, b.first) ||
    compareText(a.text, b.text)
  );
}

function as(name: string, alias: string | null): string {
  return alias === null || alias === name ? name : `${name} as ${alias}`;
}

/** One statement for each module, and one for each name that has an alias. */
function statements(names: readonly ImportedName[]): readonly Statement[] {
  const result: Statement[] = [];
  const plain = new Map<string, string[]>();
  for (const name of names) {
    const { module } = name;
    if (name.kind === "module") {
      result.push({ module, text: `import ${as(module, name.alias)}`, first: "" });
    } else if (name.alias !== null && name.alias !== name.member) {
      const text = `from ${module} import ${as(name.member, name.alias)}`;
      result.push({ module, text, first: name.member });
    } else {
      const members = plain.get(module) ?? [];
      plain.set(module, [...members, name.member]);
    }
  }
  for (const [module, members] of plain) {
    const sorted = [...new Set(members)].sort(compareMembers);
    const text = `from ${module} import ${sorted.join(", ")}`;
    result.push({ module, text, first: sorted[0] ?? "" });
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
    const group = groupOf(statement.module, groups);
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
