import { isIdentifier } from "./python-names.ts";

/** One name that a file imports. */
export type ImportedName =
  | { readonly kind: "module"; readonly module: string; readonly alias: string | null }
  | {
      readonly kind: "member";
      /** With leading dots where the import is relative. */
      readonly module: string;
      readonly member: string;
      readonly alias: string | null;
    };

const longestStatement = 2_000;
/** A placeholder counts as letters: what it stands for is known when the template is rendered. */
const placeholder = /\{[A-Za-z_][A-Za-z0-9_.]*\}/g;
const fillIn = "x";

/** `name` or `name as alias`. */
interface Named {
  readonly name: string;
  readonly alias: string | null;
}

function parseNamed(text: string): Named | undefined {
  const [name = "", as, alias, more] = text.split(" ");
  if (as === undefined) return { name, alias: null };
  return as === "as" && alias && more === undefined ? { name, alias } : undefined;
}

function hasForm(text: string, form: (filled: string) => boolean): boolean {
  return form(text.replace(placeholder, fillIn));
}

function isModule(text: string): boolean {
  return hasForm(text, (filled) => filled.split(".").every(isIdentifier));
}

function isRelativeModule(text: string): boolean {
  const bare = text.replace(/^\.+/, "");
  return bare === "" ? text !== "" : isModule(bare);
}

function isName(text: string): boolean {
  return hasForm(text, isIdentifier);
}

function parseList(text: string, isGood: (name: string) => boolean): readonly Named[] | undefined {
  const parsed = text.split(",").map((part) => parseNamed(part.trim()));
  const named = parsed.filter((each) => each !== undefined);
  const good = named.every(({ name, alias }) => isGood(name) && (alias === null || isName(alias)));
  return good && named.length === parsed.length ? named : undefined;
}

/** What stands in the brackets of `from a import (b, c,)`, or the text itself without brackets. */
function withoutBrackets(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  return text.slice(1, -1).trim().replace(/,$/, "");
}

/**
 * Parses one Python import statement, which may hold placeholders. Star imports are refused: what
 * they bring cannot be sorted or checked.
 *
 * @returns the names it imports, or undefined where it is no such statement.
 */
export function parseImport(statement: string): readonly ImportedName[] | undefined {
  if (statement.length > longestStatement) return undefined;
  const text = statement
    .split(/\s+/)
    .filter((word) => word !== "")
    .join(" ");
  if (text.startsWith("import ")) {
    return parseList(text.slice("import ".length), isModule)?.map(({ name, alias }) => ({
      kind: "module",
      module: name,
      alias,
    }));
  }
  const split = text.indexOf(" import ");
  if (!text.startsWith("from ") || split < 0) return undefined;
  const module = text.slice("from ".length, split).trim();
  if (!isRelativeModule(module)) return undefined;
  const names = withoutBrackets(text.slice(split + " import ".length));
  return parseList(names, isName)?.map(({ name, alias }) => ({
    kind: "member",
    module,
    member: name,
    alias,
  }));
}
