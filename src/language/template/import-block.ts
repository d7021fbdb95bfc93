import { pascalCase, snakeCase } from "../names.ts";
import { type ImportGroups, importLines } from "./import-order.ts";
import type { ImportedName } from "./imports.ts";
import type { NameSink, NameUse } from "./names-sink.ts";

/** Collects what a file imports and gives each name a place in the file's own names. */
export interface ImportBlock extends NameSink {
  /** Takes the names of a statement as they are. */
  readonly add: (names: readonly ImportedName[]) => void;
  readonly isEmpty: () => boolean;
  /** The whole block, without a line end; sorted, with types in their own block at the end. */
  readonly print: (groups: ImportGroups) => string;
}

interface Entry {
  readonly imported: ImportedName;
  readonly local: string;
  typesOnly: boolean;
}

/** The forms of an alias after the module, likeliest first: `datetime_date`, `SqlmodelField`. */
function* aliases(module: string, member: string): Iterable<string> {
  const segments = module.split(".");
  for (let from = segments.length - 1; from >= 0; from -= 1) {
    yield aliasOf(segments.slice(from).join("_"), member);
  }
  for (let number = 2; ; number += 1) yield `${aliasOf(segments.join("_"), member)}_${number}`;
}

function aliasOf(prefix: string, member: string): string {
  if (/^[A-Z]/.test(member)) {
    const isConstant = member.length > 1 && member === member.toUpperCase();
    return isConstant
      ? `${snakeCase(prefix).toUpperCase()}_${member}`
      : pascalCase(prefix) + member;
  }
  return `${snakeCase(prefix)}_${member}`;
}

function* moduleAliases(module: string): Iterable<string> {
  const name = module.replaceAll(".", "_");
  yield `${name}_module`;
  for (let number = 2; ; number += 1) yield `${name}_module_${number}`;
}

function localOf(name: ImportedName): string {
  if (name.alias !== null) return name.alias;
  return name.kind === "member" ? name.member : (name.module.split(".", 1)[0] ?? "");
}

const typeChecking: ImportedName = {
  kind: "member",
  module: "typing",
  member: "TYPE_CHECKING",
  alias: null,
};

/** @param avoid - Names that the file uses for its own things: an import never takes one. */
export function createImportBlock(avoid: ReadonlySet<string>): ImportBlock {
  const entries = new Map<string, Entry>();
  /** What each name of the file stands for. */
  const locals = new Map<string, string>();

  function isFree(name: string, meaning: string): boolean {
    const known = locals.get(name);
    return known === undefined ? !avoid.has(name) : known === meaning;
  }

  function choose(wanted: string, meaning: string, others: () => Iterable<string>): string {
    if (isFree(wanted, meaning)) return wanted;
    for (const other of others()) if (isFree(other, meaning)) return other;
    return wanted;
  }

  function put(key: string, imported: ImportedName, typesOnly: boolean): string {
    const local = localOf(imported);
    const meaning = imported.kind === "module" && imported.alias === null ? `${local}:` : key;
    locals.set(local, meaning);
    entries.set(key, { imported, local, typesOnly });
    return local;
  }

  function name(module: string, member: string, use: NameUse): string {
    const wanted = use.alias ?? member;
    const key = `${module}:${member}${wanted === member ? "" : ` as ${wanted}`}`;
    const known = entries.get(key);
    if (known) {
      known.typesOnly &&= use.typesOnly;
      return known.local;
    }
    const local = choose(wanted, key, () => aliases(module, wanted));
    const alias = local === member ? null : local;
    return put(key, { kind: "member", module, member, alias }, use.typesOnly);
  }

  function module(path: string, alias: string | null): string {
    const key = `${path}: as ${alias ?? ""}`;
    const known = entries.get(key);
    if (known) return known.imported.alias ?? path;
    const wanted = alias ?? path.split(".", 1)[0] ?? path;
    const meaning = alias === null ? `${wanted}:` : key;
    const local = choose(wanted, meaning, () => moduleAliases(alias ?? path));
    const given = local === wanted ? alias : local;
    put(key, { kind: "module", module: path, alias: given }, false);
    return given ?? path;
  }

  function add(names: readonly ImportedName[]): void {
    for (const each of names) {
      const key =
        each.kind === "module"
          ? `${each.module}: as ${each.alias ?? ""}`
          : `${each.module}:${each.member}`;
      put(entries.has(key) ? `${key} as ${each.alias}` : key, each, false);
    }
  }

  function print(groups: ImportGroups): string {
    const all = [...entries.values()];
    if (!all.some(({ typesOnly }) => typesOnly)) {
      return importLines(
        all.map(({ imported }) => imported),
        groups,
      ).join("\n");
    }
    const types = all.filter(({ typesOnly }) => typesOnly).map(({ imported }) => imported);
    const real = all.filter(({ typesOnly }) => !typesOnly).map(({ imported }) => imported);
    const lines = importLines([...real, typeChecking], groups);
    const inner = importLines(types, groups).map((line) => (line === "" ? "" : `    ${line}`));
    return [...lines, "", "if TYPE_CHECKING:", ...inner].join("\n");
  }

  return { name, module, add, isEmpty: () => entries.size === 0, print };
}
