import { COMMAND_LINE } from "../language/called-place.ts";
import { flagsOf } from "../language/commands.ts";
import { snakeCase } from "../language/names.ts";
import { isPrintable } from "../language/plain-json.ts";
import type { Diagnostic, Place, Range } from "../model/diagnostic.ts";
import type { Json } from "../model/json.ts";
import { quoted, shellWord } from "./shell-word.ts";

function valueAt(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const member of pointer.split("/").slice(1)) {
    const key = member.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[key];
  }
  return value;
}

/** A part of a word that was typed. */
interface TypedPart {
  /** Which word. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** Whether a part of a word may begin or end here: at its ends, and at what separates values. */
function isEdge(character: string | undefined): boolean {
  return character === undefined || ":,=/".includes(character);
}

/** Where a text stands in a word as a part of its own; -1 where it does not. */
function partIn(word: string, text: string): number {
  let at = word.indexOf(text);
  while (at >= 0 && !(isEdge(word[at - 1]) && isEdge(word[at + text.length]))) {
    at = word.indexOf(text, at + 1);
  }
  return at;
}

function within(word: string, at: number, text: string): TypedPart | undefined {
  const start = text === "" ? -1 : partIn(word, text);
  return start < 0 ? undefined : { at, start, end: start + text.length };
}

/** The flags of the parameter that a pointer leads into: `/uses/1/with/page_size`, `/project/python`. */
function flagsAt(pointer: string): readonly string[] {
  const name = /^\/(?:uses\/\d+\/with|project)\/([^/]+)/.exec(pointer)?.[1];
  return name === undefined ? [] : flagsOf(name, { type: "boolean" });
}

/** The value of an option: its next word, or what stands behind `=` in its own; a flag alone is its own. */
function optionParts(value: Json, flags: readonly string[], words: readonly string[]) {
  return words.flatMap((word, at) => {
    const flag = flags.find((one) => word === one || word.startsWith(`${one}=`));
    if (flag === undefined) return [];
    if (typeof value === "boolean") return [{ at, start: 0, end: word.length }];
    const text = String(value);
    const part = word === flag ? within(words[at + 1] ?? "", at + 1, text) : within(word, at, text);
    return part ?? [];
  });
}

/** A value that is a word, one in another spelling, or else a part of one. */
function wordParts(value: string, words: readonly string[]): readonly TypedPart[] {
  for (const spelling of [(word: string) => word, snakeCase]) {
    // Of two the last one: the command and its type come first.
    const at = words.findLastIndex((word) => spelling(word) === value);
    if (at >= 0) return [{ at, start: 0, end: words[at]?.length ?? 0 }];
  }
  return words.flatMap((word, at) => within(word, at, value) ?? []);
}

function findTyped(value: Json, pointer: string, words: readonly string[]): TypedPart | undefined {
  if (!isPrintable(value) || value === "") return undefined;
  const [option] = optionParts(value, flagsAt(pointer), words);
  return option ?? (typeof value === "string" ? wordParts(value, words)[0] : undefined);
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((length, text) => length + text.length, 0);
}

/** Where a part of a word stands in the whole line. */
function rangeOf({ at, start, end }: TypedPart, words: readonly string[]): Range {
  const before = ["scaffold", ...words.slice(0, at).map(quoted)];
  const { open, characters } = shellWord(words[at] ?? "");
  const head = lengthOf(before) + before.length + open.length + 1;
  const column = head + lengthOf(characters.slice(0, start));
  const last = head + lengthOf(characters.slice(0, end));
  return {
    start: { line: 1, column },
    end: { line: 1, column: Math.max(last, column + 1) },
  };
}

/** What a place says of its value, of the part that was typed. */
function narrowed(part: TypedPart, inside: Place["within"]): TypedPart {
  if (!inside) return part;
  return { ...part, start: part.start + inside.start, end: part.start + inside.end };
}

/** How many characters stand before an option that was typed with its value. */
function atOption(option: string, words: readonly string[]): number | undefined {
  const typed = ["scaffold", ...words.map(quoted)].join(" ");
  for (const form of [option, option.replace(" ", "=")]) {
    const at = typed.indexOf(form);
    if (at >= 0) return at;
  }
  return undefined;
}

function moved({ start, end }: Range, by: number): Range {
  return {
    start: { ...start, column: start.column + by },
    end: { ...end, column: end.column + by },
  };
}

/**
 * Points faults in what was just typed at the command line instead of at the manifest that is not
 * written yet.
 */
export function pointAtCommandLine(
  diagnostics: readonly Diagnostic[],
  context: {
    readonly manifestFile: string;
    readonly manifestText: string;
    readonly words: readonly string[];
  },
): readonly Diagnostic[] {
  const { manifestFile, manifestText, words } = context;
  const text = ["scaffold", ...words.map(quoted)].join(" ");
  let document: Json | undefined;
  return diagnostics.map((diagnostic) => {
    const { place } = diagnostic;
    const option = place?.text === undefined ? undefined : atOption(place.text, words);
    if (place?.range && option !== undefined) {
      return {
        ...diagnostic,
        place: { file: COMMAND_LINE, text, range: moved(place.range, option) },
      };
    }
    if (place?.file !== manifestFile || place.pointer === undefined) return diagnostic;
    document ??= JSON.parse(manifestText.replace(/^\uFEFF/, "")) as Json;
    const value = valueAt(document, place.pointer);
    const part = value === undefined ? undefined : findTyped(value, place.pointer, words);
    if (!part) return diagnostic;
    const range = rangeOf(narrowed(part, place.within), words);
    return { ...diagnostic, place: { file: COMMAND_LINE, text, range } };
  });
}
