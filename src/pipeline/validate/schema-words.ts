import { pointerParts } from "../../diagnostics/source/pointer.ts";
import { isObject } from "./read.ts";

/** What the types of JSON are called in messages. */
export const typeNames: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "an object",
  null: "null",
};

/** How a message names the value that a pointer leads to: its key, with indices behind it. */
export function nameOf(pointer: string): string {
  const parts = pointerParts(pointer);
  const indices: string[] = [];
  while (parts.length > indices.length && /^[0-9]+$/.test(parts.at(-1 - indices.length) ?? "")) {
    indices.unshift(`[${parts.at(-1 - indices.length)}]`);
  }
  const key = parts.at(-1 - indices.length);
  return key === undefined ? "the document" : quote(`${key}${indices.join("")}`);
}

/** A name or a value in backquotes, short and harmless to a terminal. */
export function quote(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  // Control characters would garble a terminal.
  return `\`${short.replace(/\p{C}/gu, (one) => `\\u{${one.codePointAt(0)?.toString(16)}}`)}\``;
}

/** A list of what is possible. */
export function oneOf(names: readonly string[]): string {
  const shown = names.slice(0, 12).map(quote).join(", ");
  const more = names.length > 12 ? `, and ${names.length - 12} more` : "";
  return names.length === 1 ? shown : `one of ${shown}${more}`;
}

/** The first example of a schema, where it is short. */
export function exampleOf(schema: unknown): string | undefined {
  const examples = isObject(schema) ? schema.examples : undefined;
  const [first] = Array.isArray(examples) ? examples : [];
  const text = first === undefined ? undefined : JSON.stringify(first);
  return text !== undefined && text.length <= 80 ? text : undefined;
}

/** What a value is, for a message. */
export function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "boolean" ? `\`${value}\`` : (typeNames[typeof value] ?? typeof value);
}

/** A member of a schema that is an object, or an empty one. */
export function objectAt(schema: unknown, member: string): Readonly<Record<string, unknown>> {
  const found = isObject(schema) && Object.hasOwn(schema, member) ? schema[member] : undefined;
  return isObject(found) ? found : {};
}
