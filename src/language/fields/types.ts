import type { Field, FieldType, OnDelete } from "../../model/field.ts";

/** A member of a field that not every type has. */
export type Modifier = Exclude<keyof Field, "name" | "type" | "renamedFrom">;

const everyType: readonly FieldType[] = [
  "string",
  "text",
  "int",
  "float",
  "decimal",
  "bool",
  "date",
  "datetime",
  "uuid",
  "email",
  "url",
  "json",
  "enum",
  "ref",
  "refs",
];

/** All types, in the order of the documentation. */
export const fieldTypes = everyType;

/** What may be said of a deletion of the row that a `ref` refers to. */
export const onDeleteRules: readonly OnDelete[] = ["restrict", "cascade", "set-null"];

/** Bounds of the length of a `string` that names none. */
export const defaultMaximumLength = 255;

const bounded: readonly FieldType[] = ["string", "int", "float"];

function except(...types: readonly FieldType[]): readonly FieldType[] {
  return everyType.filter((type) => !types.includes(type));
}

/**
 * The types that each modifier applies to. What cannot be compared or has no bounded size is not
 * indexed; a unique `bool` or `enum` would allow a few rows only;
 * a reference has no default, for no row is known.
 */
export const typesOfModifier: Readonly<Record<Modifier, readonly FieldType[]>> = {
  optional: everyType,
  unique: except("text", "bool", "enum", "json", "refs"),
  index: except("text", "json", "refs"),
  default: except("ref", "refs"),
  min: bounded,
  max: bounded,
  precision: ["decimal"],
  scale: ["decimal"],
  values: ["enum"],
  resource: ["ref", "refs"],
  onDelete: ["ref"],
};

/** How each modifier is called in a message and written in the short form. */
const shortForms: Readonly<Record<Modifier, string>> = {
  values: "a,b-c",
  resource: "RESOURCE",
  precision: "P.S",
  scale: "P.S",
  min: "MIN..MAX",
  max: "MIN..MAX",
  onDelete: "restrict|cascade|set-null",
  optional: "optional",
  unique: "unique",
  index: "index",
  default: "default=VALUE",
};

/** The short form of a modifier, for messages. */
export function shortFormOf(modifier: Modifier): string {
  return shortForms[modifier];
}

/** Whether a word is a modifier's name in the JSON form. */
export function isModifier(member: string): member is Modifier {
  return Object.hasOwn(typesOfModifier, member);
}

/** Whether a word names a type. */
export function isFieldType(word: string): word is FieldType {
  return everyType.some((type) => type === word);
}

/** Whether a word is a rule of deletion. */
export function isOnDelete(word: string): word is OnDelete {
  return onDeleteRules.some((rule) => rule === word);
}

/** What may follow a type in the short form, for `expected`. */
export function modifiersFor(type: FieldType): string {
  const forms = Object.entries(shortForms)
    .filter(([modifier]) => isModifier(modifier) && typesOfModifier[modifier].includes(type))
    .map(([, form]) => form);
  return [...new Set([...forms, "renamed_from=OLD"])].join(", ");
}
