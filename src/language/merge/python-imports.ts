import { type ImportGroups, importLines } from "../template/import-order.ts";
import { type ImportedName, parseImport } from "../template/imports.ts";
import { type Chunk, type Lines, linesOf } from "./chunks.ts";
import type { LineEdit } from "./line-edits.ts";
import type { Versions } from "./outcome.ts";
import type { ImportHead, Statement } from "./python-import-head.ts";

function keyOf(name: ImportedName): string {
  const member = name.kind === "member" ? name.member : "";
  const alias = name.alias === member ? null : name.alias;
  return JSON.stringify([name.kind, name.module, member, alias]);
}

/** What a name is called in the file. */
function localName(name: ImportedName): string {
  if (name.alias !== null) return name.alias;
  return name.kind === "member" ? name.member : (name.module.split(".", 1)[0] ?? "");
}

type Names = ReadonlyMap<string, ImportedName>;

function namesOf({ statements, late }: ImportHead): Names {
  const names = [...statements, ...late].flatMap((statement) => statement.names ?? []);
  return new Map(names.map((name) => [keyOf(name), name]));
}

/** What both sides made of a set of imports. */
interface ImportChange {
  /** In `generated`, neither in the base nor in the person's text. */
  readonly added: readonly ImportedName[];
  /** Keys of what is in the base and the person's text, and not generated any more. */
  readonly removed: ReadonlySet<string>;
  readonly names: readonly ImportedName[];
}

function changeOf({ base, current, generated }: Versions<Names>, kept: ReadonlySet<string>) {
  const added = [...generated].filter(([key]) => !base.has(key) && !current.has(key));
  const removed = [...base].filter(
    ([key, name]) => !generated.has(key) && current.has(key) && !kept.has(localName(name)),
  );
  const gone = new Set(removed.map(([key]) => key));
  const names = [...current].filter(([key]) => !gone.has(key)).concat(added);
  return {
    added: added.map(([, name]) => name),
    removed: gone,
    names: names.map(([, name]) => name),
  } satisfies ImportChange;
}

/** Whether one name would stand for two things, where neither side has that. */
function isAmbiguous(names: readonly ImportedName[], sides: readonly Names[]): boolean {
  const members = (all: Iterable<ImportedName>) =>
    [...all].filter(({ kind, alias }) => kind === "member" || alias !== null).map(localName);
  const count = (all: readonly string[], name: string) => all.filter((one) => one === name).length;
  const locals = members(names);
  const known = sides.map((side) => members(side.values()));
  return locals.some(
    (name) => count(locals, name) > Math.max(1, ...known.map((side) => count(side, name))),
  );
}

/** Prints imports in their order and in the formatter's form. */
export type PrintImports = (names: readonly ImportedName[]) => Promise<readonly string[]>;

type Waiting = Map<string, readonly ImportedName[]>;

function byModule(names: readonly ImportedName[]): Waiting {
  const modules: Waiting = new Map();
  for (const name of names) modules.set(name.module, [...(modules.get(name.module) ?? []), name]);
  return modules;
}

/** What can be added to a statement: to the last one of a module, where it is in the formatter's form. */
async function joining(
  statement: Statement,
  { head, waiting }: { readonly head: ImportHead; readonly waiting: Waiting },
  print: PrintImports,
): Promise<readonly ImportedName[]> {
  const names = statement.names ?? [];
  const module = names[0]?.module ?? "";
  const added = waiting.get(module) ?? [];
  const areMembers = [...names, ...added].every(
    (name) => name.kind === "member" && name.module === module,
  );
  if (added.length === 0 || !areMembers || head.statements.findLast(imports(module)) !== statement)
    return [];
  const written = head.lines.slice(statement.line - head.line, statement.endLine - head.line);
  if (written.join("\n") !== (await print(names)).join("\n")) return [];
  waiting.delete(module);
  return added;
}

/** Takes names out of a head, and puts others into or behind the statement that they belong to. */
async function edited(
  { current: head, generated }: Versions<ImportHead>,
  change: ImportChange,
  print: PrintImports,
): Promise<readonly string[]> {
  const lines: (readonly string[])[] = head.lines.map((line) => [line]);
  const waiting = byModule(change.added);
  for (const statement of head.statements) {
    const { line, endLine, names } = statement;
    const left = names?.filter((name) => !change.removed.has(keyOf(name)));
    const added = await joining(statement, { head, waiting }, print);
    if (!names || !left || (left.length === names.length && added.length === 0)) continue;
    const after = [...left, ...added];
    const at = line - head.line;
    lines.fill([], at, endLine - head.line);
    lines[at] = after.length === 0 ? [] : await print(after);
  }
  for (const [module, names] of waiting) {
    const { at, side } = placeOf(module, head, generated);
    const own = lines[at - head.line] ?? [];
    const added = await print(names);
    lines[at - head.line] = side === "before" ? [...added, ...own] : [...own, ...added];
  }
  return lines.flat();
}

function imports(module: string | undefined) {
  return ({ names }: Statement) => names?.some((name) => name.module === module) ?? false;
}

/** The statements of a head between two empty lines, of which one imports a module. */
function groupOf(module: string, { statements }: ImportHead): readonly Statement[] {
  const at = statements.findIndex(imports(module));
  let [start, end] = [at, at + 1];
  while (start > 0 && statements[start - 1]?.endLine === statements[start]?.line) start -= 1;
  while (end < statements.length && statements[end - 1]?.endLine === statements[end]?.line)
    end += 1;
  return statements.slice(start, end);
}

/**
 * Where a statement of a module goes: behind one of the same module, else beside its neighbours in
 * what is generated, else at the end.
 */
function placeOf(module: string, head: ImportHead, generated: ImportHead) {
  const same = head.statements.findLast(imports(module));
  if (same) return { at: same.endLine - 1, side: "behind" } as const;
  const group = groupOf(module, generated).map(({ names }) => names?.[0]?.module);
  const at = group.indexOf(module);
  for (const name of group.slice(0, Math.max(0, at)).reverse()) {
    const before = head.statements.findLast(imports(name));
    if (before) return { at: before.endLine - 1, side: "behind" } as const;
  }
  for (const name of group.slice(at + 1)) {
    const after = head.statements.find(imports(name));
    if (after) return { at: after.line, side: "before" } as const;
  }
  return { at: head.endLine - 1, side: "behind" } as const;
}

/** The imports of three modules, merged as sets. */
export interface MergedImports {
  /** What the modules begin with. */
  readonly lines: readonly string[];
  /** What becomes of those that stand below in the person's. */
  readonly late: readonly LineEdit[];
  /** What a person still had and is not generated any more, by what it is called. */
  readonly removed: readonly string[];
}

/** Takes what is not generated any more out of the imports that stand below. */
async function lateEdits({ late }: ImportHead, { removed }: ImportChange, print: PrintImports) {
  const edits = late.map(async ({ line, endLine, names = [] }): Promise<readonly LineEdit[]> => {
    const left = names.filter((name) => !removed.has(keyOf(name)));
    if (left.length === names.length) return [];
    return [{ line, endLine, lines: left.length === 0 ? [] : await print(left) }];
  });
  return (await Promise.all(edits)).flat();
}

/** Whether a comment beside an import keeps what is not generated any more from being taken out. */
function holdsRemoved({ statements, late }: ImportHead, { base, generated }: Versions<Names>) {
  return [...statements, ...late].some(
    ({ names, held }) =>
      names === undefined &&
      held.some((name) => base.has(keyOf(name)) && !generated.has(keyOf(name))),
  );
}

/**
 * Merges the imports of three modules as sets. Where the person's are as `scaffold`
 * writes them they are written so again; else only what changes is changed.
 *
 * @param kept - Names that stay, though nothing generated needs them any more.
 * @returns undefined where one name would stand for two things, or an import cannot be taken out.
 */
export async function mergeImports(
  heads: Versions<ImportHead>,
  kept: ReadonlySet<string>,
  print: PrintImports,
): Promise<MergedImports | undefined> {
  const names = {
    base: namesOf(heads.base),
    current: namesOf(heads.current),
    generated: namesOf(heads.generated),
  };
  const isPlain = Object.values(heads).every((head: ImportHead) =>
    head.statements.every((statement) => statement.names !== undefined),
  );
  const change = changeOf(names, kept);
  if (isAmbiguous(change.names, [names.current, names.generated])) return undefined;
  if (holdsRemoved(heads.current, names)) return undefined;
  const removed = [...names.base]
    .filter(([key]) => change.removed.has(key))
    .map(([, name]) => localName(name));
  if (change.added.length === 0 && removed.length === 0) {
    return { lines: heads.current.lines, late: [], removed };
  }
  const below = new Set(heads.current.late.flatMap((statement) => statement.names ?? []));
  const above = (all: Iterable<ImportedName>) => [...all].filter((name) => !below.has(name));
  const own = isPlain ? await print(above(names.current.values())) : [];
  const isOwn = own.join("\n") === heads.current.lines.join("\n");
  const lines = isOwn ? await print(above(change.names)) : await edited(heads, change, print);
  return { lines, late: await lateEdits(heads.current, change, print), removed };
}

/** What one side of a conflict imports, if it holds nothing else: one statement a line. */
function lineNames(lines: readonly string[], indent: string): Names | undefined {
  const parsed = lines
    .filter((line) => line.trim() !== "")
    .map((line) => (line.search(/\S/) === indent.length ? parseImport(line) : undefined));
  if (parsed.some((names) => names === undefined)) return undefined;
  return new Map(parsed.flatMap((names) => names ?? []).map((name) => [keyOf(name), name]));
}

/** Merges the imports of a conflict that holds only such, as in a block for type checking. */
export function settleImports(
  chunk: Chunk,
  lines: Lines,
  groups: ImportGroups,
): readonly string[] | undefined {
  const current = linesOf(lines, chunk, "current");
  const [indent = ""] = /^\s*/.exec(current.find((line) => line.trim() !== "") ?? "") ?? [];
  const sides = {
    base: lineNames(linesOf(lines, chunk, "base"), indent),
    current: lineNames(current, indent),
    generated: lineNames(linesOf(lines, chunk, "generated"), indent),
  };
  if (!sides.base || !sides.current || !sides.generated) return undefined;
  const versions = { base: sides.base, current: sides.current, generated: sides.generated };
  const { names } = changeOf(versions, new Set());
  if (names.length === 0 || isAmbiguous(names, [versions.current, versions.generated])) {
    return undefined;
  }
  const space = (from: number, by: number) => {
    let count = 0;
    while (current.at(from + count * by)?.trim() === "") count += 1;
    return new Array<string>(count).fill("");
  };
  const block = importLines(names, groups).map((line) => (line === "" ? "" : indent + line));
  return [...space(0, 1), ...block, ...space(-1, -1)];
}
