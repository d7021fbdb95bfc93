import { lookupPath } from "../../lookup.ts";
import { fillPlaceholders } from "../../patterns.ts";
import { type Filter, type FilterContext, onText } from "../filter.ts";
import { isModulePath, type NamePart, scanDottedNames } from "../python-names.ts";

/** Fills `{placeholders}` from the data; all must be there. */
function fill(text: string, context: FilterContext): string {
  if (!text.includes("{")) return text;
  const filled = fillPlaceholders(text, (path) => lookupPath(context.data, path));
  const [missing] = filled.missing;
  if (missing === undefined) return filled.text;
  return context.fail({
    message: `The placeholder \`{${missing}}\` leads nowhere`,
    help: "Placeholders are filled from the template's data",
  });
}

/** A leading dot is the project's own package. */
function absolute(path: string, context: FilterContext): string {
  if (!path.startsWith(".")) return path;
  const root = lookupPath(context.data, "package");
  if (typeof root === "string") return root + path;
  return context.fail({ message: "The data has no `package` that a leading dot could stand for" });
}

/** `path as alias`, of one name. */
const renamed = /^(?<path>[^ ]+\.[^ ]+) as (?<alias>[A-Za-z_][A-Za-z0-9_]*)$/;

/** The names of a text, and the alias that it asks for. */
interface DottedNames {
  readonly parts: readonly NamePart[] | undefined;
  readonly alias: string | undefined;
}

const scanned = new Map<string, DottedNames>();
const maximumScanned = 1_000;

/** A template prints the same names in every file: they are scanned once. */
function scan(text: string): DottedNames {
  const known = scanned.get(text);
  if (known) return known;
  const { path = text, alias } = renamed.exec(text)?.groups ?? {};
  const names = { parts: scanDottedNames(path), alias };
  if (scanned.size >= maximumScanned) scanned.clear();
  scanned.set(text, names);
  return names;
}

/** Prints a type or a value and imports what its dotted names need; other names are built in. */
function printNames(text: string, context: FilterContext, typesOnly: boolean): string {
  const { parts, alias } = scan(fill(text, context));
  if (!parts) {
    return context.fail({
      message: `\`${text.slice(0, 100)}\` names nothing that can be imported`,
      expected: "dotted names such as `decimal.Decimal` or `dict[str, typing.Any]`",
    });
  }
  const use = alias === undefined ? { typesOnly } : { typesOnly, alias };
  let printed = "";
  for (const part of parts) {
    const path = absolute(part.text, context);
    const dot = path.lastIndexOf(".");
    printed += part.dotted
      ? context.names.name(path.slice(0, dot), path.slice(dot + 1), use)
      : part.text;
  }
  return printed;
}

function printModule(text: string, context: FilterContext): string {
  const [path, as, alias, more] = fill(text, context)
    .split(" ")
    .filter((word) => word !== "");
  const module = path === undefined ? "" : absolute(path, context);
  const aliased = as === "as" && alias !== undefined && isModulePath(alias) && !alias.includes(".");
  if (isModulePath(module) && more === undefined && (as === undefined || aliased)) {
    return context.names.module(module, aliased ? alias : null);
  }
  return context.fail({
    message: `\`${text.slice(0, 100)}\` is no module`,
    expected: "`logging` or `sqlalchemy as sa`",
  });
}

/** A text that was printed before prints the same, and its import is recorded already. */
function once(filter: string, print: (text: string, context: FilterContext) => string): Filter {
  return onText([], (text, _, context) => {
    const key = `${filter} ${text}`;
    const known = context.printed.get(key);
    if (known !== undefined) return known;
    const printed = print(text, context);
    context.printed.set(key, printed);
    return printed;
  });
}

/** Filters that print a name and import it. */
export const nameFilters: Readonly<Record<string, Filter>> = {
  name: once("name", (text, context) => printNames(text, context, false)),
  type_name: once("type_name", (text, context) => printNames(text, context, true)),
  module: once("module", printModule),
};
