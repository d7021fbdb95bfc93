import { nearest } from "../nearest.ts";
import { TemplateFault } from "./problem.ts";
import type { Span } from "./syntax.ts";

/** An object of the data; only its own members are ever read. */
export type DataObject = Readonly<Record<string, unknown>>;

/** What a value is to a template. `closed` is all that is not data: it can only be refused. */
export type ValueKind = "null" | "boolean" | "number" | "text" | "list" | "object" | "closed";

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Plain objects only: what has another prototype has methods, and no business in the data. */
export function isDataObject(value: unknown): value is DataObject {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

export function kindOf(value: unknown): ValueKind {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (isList(value)) return "list";
  return isDataObject(value) ? "object" : "closed";
}

/** How a kind is called in a message. */
export function nameOfKind(value: unknown): string {
  const kind = kindOf(value);
  switch (kind) {
    case "null":
      return "`null`";
    case "text":
      return "text";
    case "closed":
      return "something that is no data";
    default:
      return kind === "object" ? "an object" : `a ${kind}`;
  }
}

/** Names that lead out of data in JavaScript. They are refused before anything is looked up. */
const closedMembers = new Set([
  "__proto__",
  "constructor",
  "prototype",
  "__defineGetter__",
  "__defineSetter__",
  "__lookupGetter__",
  "__lookupSetter__",
]);

export function isClosedMember(name: string): boolean {
  return closedMembers.has(name);
}

/** An empty list or object is false, as `null`, `false`, `0` and empty text are. */
export function isTrue(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return Boolean(value);
  if (isList(value)) return value.length > 0;
  for (const _ in value) return true;
  return false;
}

/**
 * A member of an object, an item of a list, or the `length` of a list or a text.
 *
 * @returns undefined where there is none.
 */
export function memberOf(value: unknown, key: unknown): unknown {
  if (isList(value)) {
    if (key === "length") return value.length;
    return typeof key === "number" && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (typeof value === "string") return key === "length" ? value.length : undefined;
  if (typeof key !== "string" || closedMembers.has(key)) return undefined;
  return isDataObject(value) ? openMember(value, key) : undefined;
}

/** An own member that is data. */
function openMember(object: DataObject, key: string): unknown {
  if (!Object.hasOwn(object, key)) return undefined;
  const member = object[key];
  if (typeof member === "string" || typeof member === "boolean") return member;
  return kindOf(member) === "closed" ? undefined : member;
}

/** Looks one name up in any value; whether the name is closed is asked once. */
export function memberReader(name: string): (value: unknown) => unknown {
  if (name === "length" || isClosedMember(name)) return (value) => memberOf(value, name);
  return (value) => (isDataObject(value) ? openMember(value, name) : undefined);
}

/** The members that a value has, for suggestions. */
export function membersOf(value: unknown): readonly string[] {
  if (isDataObject(value)) return Object.keys(value);
  return isList(value) || typeof value === "string" ? ["length"] : [];
}

function reasonFor(value: unknown, path: string): string {
  if (isDataObject(value)) return "";
  if (isList(value)) return `: \`${path}\` is a list of ${value.length}`;
  return `: \`${path}\` is ${nameOfKind(value)}`;
}

function knownMembers(path: string, known: readonly string[]): string {
  return `\`${path}\` has ${known.map((member) => `\`${member}\``).join(", ")}`;
}

/** The fault that a look-up found nothing. */
export function missingMember(
  value: unknown,
  key: unknown,
  at: { readonly span: Span; readonly path: string },
): TemplateFault {
  const name = typeof key === "number" ? `[${key}]` : `.${String(key).slice(0, 100)}`;
  if (typeof key === "string" && isClosedMember(key)) return closedMember(key, at.span);
  const known = membersOf(value);
  return new TemplateFault("template-unknown-member", at.span, {
    message: `\`${at.path}${name}\` does not exist${reasonFor(value, at.path)}`,
    suggestions: nearest(String(key), known),
    ...(isDataObject(value) && known.length > 0 && known.length <= 40
      ? { help: knownMembers(at.path, known) }
      : {}),
  });
}

/** The fault that a name leads out of the data. */
export function closedMember(name: string, span: Span): TemplateFault {
  return new TemplateFault("template-closed-member", span, {
    message: `\`${name}\` is closed to templates`,
    help: "Templates see the members of their data and nothing else",
  });
}

/** The text of a value that can stand in a text as it is; undefined for any other. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return undefined;
}

/** The fault that a value cannot stand in a text. */
export function unprintable(
  value: unknown,
  at: { readonly span: Span; readonly path: string },
): TemplateFault {
  const help = {
    null: "Guard it with `{% if … != null %}`, or give a replacement with the filter `default`",
    list: "Join it with the filter `join`, or print it as a literal with `python`, `json` or `toml`",
    object: "Print one of its members, or all of it as a literal with `python` or `json`",
  }[kindOf(value) as string];
  return new TemplateFault("template-value", at.span, {
    message: `\`${at.path}\` is ${nameOfKind(value)} and cannot be printed`,
    ...(help ? { help } : {}),
  });
}
