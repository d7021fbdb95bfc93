import type { Lookup } from "./lookup.ts";
import { isPrintable } from "./plain-json.ts";

/** Stands for the name of a document that gives none: it may be any. */
export const ANY_NAME = "*";

/** A placeholder in a text; `end` is the offset after its closing brace. */
export interface Placeholder {
  /** A dotted path: `resource`, `project.name`. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

const placeholderPattern = /\{([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)\}/g;

const none: readonly Placeholder[] = [];
const known = new Map<string, readonly Placeholder[]>();
const maximumKnown = 1_000;

/** The placeholders of a text in their order. Braces around anything but a path are plain text. */
export function placeholders(text: string): readonly Placeholder[] {
  if (!text.includes("{")) return none;
  // A document's texts are filled for every use of it, and read once.
  const seen = known.get(text);
  if (seen) return seen;
  const found = findPlaceholders(text);
  if (known.size >= maximumKnown) known.clear();
  known.set(text, found);
  return found;
}

function findPlaceholders(text: string): readonly Placeholder[] {
  const found: Placeholder[] = [];
  // One pattern that goes on where it stopped: `matchAll` makes a copy of it for each text.
  placeholderPattern.lastIndex = 0;
  for (let match = placeholderPattern.exec(text); match; match = placeholderPattern.exec(text)) {
    const end = placeholderPattern.lastIndex;
    found.push({ path: match[1] ?? "", start: match.index, end });
  }
  return found;
}

/** A piece of a pattern: text as it stands, or the name of a placeholder. */
type Piece = { readonly literal: string } | { readonly placeholder: string };

function pieces(pattern: string): readonly Piece[] {
  const found: Piece[] = [];
  let end = 0;
  for (const placeholder of placeholders(pattern)) {
    if (placeholder.start > end) found.push({ literal: pattern.slice(end, placeholder.start) });
    found.push({ placeholder: placeholder.path });
    end = placeholder.end;
  }
  if (end < pattern.length) found.push({ literal: pattern.slice(end) });
  return found;
}

const isFirst = (character: string) => character >= "a" && character <= "z";
const isLater = (character: string) =>
  isFirst(character) || (character >= "0" && character <= "9") || character === "_";

/**
 * For each offset of a name, whether `piece` and what follows it fit from there on.
 *
 * @param rest - The same table of what follows the piece.
 */
function fits(piece: Piece, name: string, rest: readonly boolean[]): readonly boolean[] {
  const table = Array<boolean>(name.length + 1).fill(false);
  if ("literal" in piece) {
    const { literal } = piece;
    for (let at = 0; at + literal.length <= name.length; at += 1) {
      table[at] = rest[at + literal.length] === true && name.startsWith(literal, at);
    }
    return table;
  }
  let canEnd = false;
  for (let at = name.length - 1; at >= 0; at -= 1) {
    canEnd = isLater(name.charAt(at)) && (canEnd || rest[at + 1] === true);
    table[at] = canEnd && isFirst(name.charAt(at));
  }
  return table;
}

/** The longest stretch from `start` that a placeholder can take, so that the rest still fits. */
function longest(name: string, start: number, rest: readonly boolean[]): number {
  let end = start;
  for (let at = start + 1; at <= name.length && isLater(name.charAt(at - 1)); at += 1) {
    if (rest[at]) end = at;
  }
  return end;
}

/**
 * Matches a name against a pattern: `create-model-{resource}` and `create-model-user` give
 * `{ resource: "user" }`. A placeholder takes `[a-z][a-z0-9_]*`, as much as it can; one that stands
 * twice takes the same text both times. The time is linear in the name for each piece of the
 * pattern, whatever the pattern.
 *
 * @returns The bindings (no prototype), or undefined where the name does not match.
 */
export function matchName(
  pattern: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  const brace = pattern.indexOf("{");
  if (!name.startsWith(brace < 0 ? pattern : pattern.slice(0, brace))) return undefined;
  if (brace < 0) return pattern === name ? Object.create(null) : undefined;
  const parts = pieces(pattern);
  const atEnd = Array<boolean>(name.length + 1).fill(false);
  atEnd[name.length] = true;
  let rest: readonly boolean[] = atEnd;
  const tables = [rest];
  for (const piece of parts.toReversed()) {
    rest = fits(piece, name, rest);
    tables.unshift(rest);
  }
  return rest[0] ? bind(parts, name, tables) : undefined;
}

function bind(parts: readonly Piece[], name: string, tables: readonly (readonly boolean[])[]) {
  const bindings: Record<string, string> = Object.create(null);
  let at = 0;
  for (const [index, piece] of parts.entries()) {
    if ("literal" in piece) {
      at += piece.literal.length;
      continue;
    }
    const end = longest(name, at, tables[index + 1] ?? []);
    const text = name.slice(at, end);
    const bound = bindings[piece.placeholder];
    if (bound !== undefined && bound !== text) return undefined;
    bindings[piece.placeholder] = text;
    at = end;
  }
  return bindings;
}

/**
 * Fills the placeholders of a text.
 *
 * @returns The text, with the placeholders left standing whose value is absent or is no string,
 * number or boolean; `missing` has their paths.
 */
export function fillPlaceholders(
  text: string,
  lookup: Lookup,
): { readonly text: string; readonly missing: readonly string[] } {
  const found = placeholders(text);
  if (found.length === 0) return { text, missing: [] };
  const missing: string[] = [];
  let filled = "";
  let end = 0;
  for (const placeholder of found) {
    const value = lookup(placeholder.path);
    filled += text.slice(end, placeholder.start);
    if (isPrintable(value)) filled += String(value);
    else {
      missing.push(placeholder.path);
      filled += text.slice(placeholder.start, placeholder.end);
    }
    end = placeholder.end;
  }
  return { text: filled + text.slice(end), missing };
}
