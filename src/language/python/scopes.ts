import type { PythonNode } from "../../ports.ts";

/**
 * What a name stands for: `module datetime`, `member date` where it was imported under another
 * name, and `value` for all else; in branches it may be several.
 */
export type Meaning = ReadonlySet<string>;

/** What a name stands for that is no module, and was not given another name. */
export const VALUE = "value";

/** A place where a text uses a name, or a member of a class of its own. */
export interface Use {
  /** The member's class, with those around it; empty for a name. */
  readonly owner: string;
  readonly name: string;
  readonly line: number;
  /** Undefined where nothing in the text defines it. */
  readonly meaning: Meaning | undefined;
}

/** The names of a module, and what they stand for. */
export interface NameTable {
  readonly uses: readonly Use[];
  /** Lines that define names of the module, and members of its classes: `Order.total`. */
  readonly definitions: ReadonlyMap<string, readonly number[]>;
  /** Names that imports define, wherever they stand. */
  readonly imported: ReadonlySet<string>;
  readonly hasStarImport: boolean;
}

/** A use before all definitions are known. */
export interface OpenUse {
  readonly scope: Scope;
  readonly name: string;
  readonly line: number;
  /** In `name.member`. */
  readonly member?: string;
}

/** What was found in one text so far. */
interface Reading {
  readonly text: string;
  readonly uses: OpenUse[];
  /** Members that are assigned to, as in `self.total = 0`. */
  readonly members: OpenUse[];
  readonly classes: Map<string, Scope>;
  readonly definitions: Map<string, number[]>;
  readonly imported: Set<string>;
  hasStarImport: boolean;
}

/** What names are defined in: a list made of another, and type parameters, are expressions. */
export interface Scope {
  readonly kind: "module" | "class" | "function" | "expression";
  /** A class with those around it: `Order.Line`. */
  readonly path: string;
  readonly outer: Scope | undefined;
  readonly names: Map<string, Set<string>>;
  /** What a function says to be names of the module. */
  readonly globals: Set<string>;
  /** What a method calls its object, and the class of that. */
  readonly self: { readonly name: string; readonly owner: Scope } | undefined;
  readonly reading: Reading;
}

/** The scope of a module that nothing is known of yet. */
export function moduleScope(text: string): Scope {
  const reading: Reading = {
    text,
    uses: [],
    members: [],
    classes: new Map(),
    definitions: new Map(),
    imported: new Set(),
    hasStarImport: false,
  };
  const empty = { names: new Map(), globals: new Set<string>(), self: undefined };
  return { kind: "module", path: "", outer: undefined, ...empty, reading };
}

/** A scope within another one. */
export function scopeIn(
  outer: Scope,
  kind: "function" | "expression",
  self: Scope["self"] = undefined,
): Scope {
  const { reading } = outer;
  return { kind, path: "", outer, names: new Map(), globals: new Set(), self, reading };
}

function pathIn({ path }: Scope, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

/** The scope of a class; its members are known by its name where the module can use it. */
export function classScope(around: Scope, name: string, definedIn: Scope): Scope {
  const scope: Scope = {
    ...scopeIn(around, "expression"),
    kind: "class",
    path: pathIn(definedIn, name),
  };
  if (holdsDefinitions(definedIn)) scope.reading.classes.set(scope.path, scope);
  return scope;
}

/** The text of a node. */
export function textOf({ start, end }: PythonNode, { reading }: Scope): string {
  return reading.text.slice(start, end);
}

function holdsDefinitions({ kind }: Scope): boolean {
  return kind === "module" || kind === "class";
}

function moduleOf(scope: Scope): Scope {
  return scope.outer ? moduleOf(scope.outer) : scope;
}

/** Defines a name. */
export function bind(
  name: string,
  { scope, line }: { readonly scope: Scope; readonly line: number },
  meaning = VALUE,
): void {
  const at = scope.globals.has(name) ? moduleOf(scope) : scope;
  at.names.set(name, (at.names.get(name) ?? new Set()).add(meaning));
  if (!holdsDefinitions(at)) return;
  const { definitions } = scope.reading;
  const key = pathIn(at, name);
  const lines = definitions.get(key);
  if (lines) lines.push(line);
  else definitions.set(key, [line]);
}

/** The scope that defines a name; names of a class are not seen in its methods. */
function definingScope(name: string, from: Scope): Scope | undefined {
  let isInFunction = false;
  for (let scope: Scope | undefined = from; scope; scope = scope.outer) {
    const isSeen = scope.kind !== "class" || !isInFunction;
    if (isSeen && scope.names.has(name)) return scope;
    isInFunction ||= scope.kind === "function";
  }
  return undefined;
}

/** The class that `name` stands for, or an object of, where the text says so. */
function ownerOf(name: string, from: Scope): Scope | undefined {
  const scope = definingScope(name, from);
  if (!scope) return undefined;
  if (scope.self?.name === name) return scope.self.owner;
  return holdsDefinitions(scope) ? scope.reading.classes.get(pathIn(scope, name)) : undefined;
}

function closed({ scope, name, member, line }: OpenUse): readonly Use[] {
  if (member === undefined) {
    return [{ owner: "", name, line, meaning: definingScope(name, scope)?.names.get(name) }];
  }
  const owner = ownerOf(name, scope);
  return owner ? [{ owner: owner.path, name: member, line, meaning: owner.names.get(member) }] : [];
}

/** What is known of a module once all of it was read. */
export function tableOf({ reading }: Scope): NameTable {
  const { uses, members, definitions, imported, hasStarImport } = reading;
  for (const { scope, name, member = "", line } of members) {
    const owner = ownerOf(name, scope);
    if (owner) bind(member, { scope: owner, line });
  }
  return { uses: uses.flatMap(closed), definitions, imported, hasStarImport };
}
