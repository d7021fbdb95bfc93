import { maximumDepth } from "../../diagnostics/source/json-node.ts";
import type { Json } from "../../model/json.ts";

/** What `JSON.parse` gave, made harmless, and how many members its objects have in all. */
export interface Plain {
  readonly value: Json;
  readonly members: number;
  readonly tooDeep: boolean;
}

/**
 * Takes the prototypes away, so that no member is ever inherited, and counts members: where the
 * text has more keys than the value has members, one of them stands twice.
 */
export function plain(parsed: unknown): Plain {
  let members = 0;
  let tooDeep = false;

  function strip(value: unknown, depth: number): void {
    if (typeof value !== "object" || value === null) return;
    if (depth >= maximumDepth) {
      tooDeep = true;
      return;
    }
    if (Array.isArray(value)) {
      for (const item of value) strip(item, depth + 1);
      return;
    }
    const children = Object.values(value);
    members += children.length;
    Object.setPrototypeOf(value, null);
    for (const child of children) strip(child, depth + 1);
  }

  strip(parsed, 0);
  // JSON.parse gives nothing but JSON; its declared type is `any`.
  return { value: parsed as Json, members, tooDeep };
}

const quote = 34;
const backslash = 92;
const colon = 58;

/** Counts the keys of a well-formed JSON text: each has one colon outside of strings. */
export function countKeys(text: string): number {
  let keys = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === colon) keys += 1;
    at = code === quote ? afterString(text, at) : at + 1;
  }
  return keys;
}

function afterString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
  return slashes % 2 === 1;
}
