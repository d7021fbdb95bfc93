import { fault } from "../../diagnostics/catalogue.ts";
import { calledPlace } from "../../language/called-place.ts";
import { fieldFromJson, parseField, printField } from "../../language/fields/index.ts";
import { nearest } from "../../language/nearest.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Json } from "../../model/json.ts";
import type { FieldChange } from "../../model/manifest.ts";

/** The name of a field in either form, also where the rest of it has a fault. */
function nameOf(item: Json): string {
  if (typeof item === "string") return item.split(":", 1)[0] ?? "";
  const name = typeof item === "object" && item !== null && "name" in item ? item.name : "";
  return typeof name === "string" ? name : "";
}

/** An option, as it is typed, with the name of a field that begins its value. */
interface Typed {
  readonly name: string;
  readonly option: "--drop" | "--rename";
  readonly value: string;
}

function unknownField({ name, option, value }: Typed, items: readonly Json[]): Diagnostic {
  const known = items.map(nameOf);
  const start = option.length + 1;
  return fault("unknown-field", {
    message: `There is no field \`${name}\``,
    place: calledPlace(`${option} ${value}`, start, start + name.length),
    suggestions: nearest(name, known),
    expected: known.length > 0 ? `one of ${known.join(", ")}` : "no field: there are none yet",
  });
}

function read(item: Json) {
  return (typeof item === "string" ? parseField(item) : fieldFromJson(item)).field;
}

/** Of two new names nobody knows which one is meant. */
function renamedTwice(names: readonly string[]): readonly Diagnostic[] {
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].map((name) =>
    fault("duplicate-field", {
      message: `One change renames the field \`${name}\` twice`,
      expected: "each field once",
    }),
  );
}

function renamed(item: Json, to: string): Json {
  const field = read(item);
  if (!field) return item;
  const { renamedFrom = field.name, ...rest } = field;
  // Named as it was at first, it is not renamed at all.
  return printField({ ...rest, name: to, ...(renamedFrom === to ? {} : { renamedFrom }) });
}

/** Puts a field in the place of another one; its first name leads to its data, and stays. */
function replaced(item: Json, put: string): Json {
  const field = read(put);
  const first = read(item)?.renamedFrom;
  if (!field || field.renamedFrom !== undefined || first === undefined) return put;
  return printField({ ...field, renamedFrom: first });
}

/** Fields that stand in one change before; the later of two would silently win. */
function repeatedFields(put: readonly string[]): readonly Diagnostic[] {
  const names = put.map(nameOf);
  return put
    .filter((field, position) => names.indexOf(nameOf(field)) < position)
    .map((field) =>
      fault("duplicate-field", {
        message: `The field \`${nameOf(field)}\` is named twice`,
        place: calledPlace(field),
        expected: "each field once",
      }),
    );
}

/** Applies one change to the fields of a resource: drops, then renames, then adds and replaces. */
export function changeFields(items: readonly Json[], change: FieldChange) {
  const diagnostics: Diagnostic[] = [
    ...renamedTwice(change.rename.map(({ from }) => from)),
    ...repeatedFields(change.put),
  ];
  const positionIn = (list: readonly Json[], typed: Typed) => {
    const position = list.findIndex((item) => nameOf(item) === typed.name);
    if (position < 0) diagnostics.push(unknownField(typed, items));
    return position;
  };
  const dropped = new Set(
    change.drop.map((name) => positionIn(items, { name, option: "--drop", value: name })),
  );
  const next = items.filter((_, position) => !dropped.has(position));
  // All are found before the first is renamed: two may exchange their names.
  const renames = change.rename.map(({ from, to }) => {
    const typed: Typed = { name: from, option: "--rename", value: `${from}:${to}` };
    return { position: positionIn(next, typed), to };
  });
  for (const { position, to } of renames) {
    const item = next[position];
    if (item !== undefined) next[position] = renamed(item, to);
  }
  for (const field of change.put) {
    const position = next.findIndex((item) => nameOf(item) === nameOf(field));
    const present = next[position];
    if (present === undefined) next.push(field);
    else next[position] = replaced(present, field);
  }
  return { items: next, diagnostics };
}
