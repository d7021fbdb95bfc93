import type { Diagnostic, Place, Range } from "../model/diagnostic.ts";
import type { Json } from "../model/json.ts";

const COMMAND_LINE = "<command line>";

/** A word as it is typed in a shell. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function valueAt(document: Json, pointer: string): Json | undefined {
  let value: Json | undefined = document;
  for (const member of pointer.split("/").slice(1)) {
    const key = member.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, Json>>)[key];
  }
  return value;
}

/** A word with the column that it begins in. */
interface TypedWord {
  readonly word: string;
  readonly column: number;
}

/** The words that are shown as they are: in others, which have to be quoted, nothing can be counted. */
function plainWords(words: readonly string[]): readonly TypedWord[] {
  let column = "scaffold ".length + 1;
  return words.flatMap((word) => {
    const typed = { word, column };
    column += quoted(word).length + 1;
    return quoted(word) === word ? [typed] : [];
  });
}

/** Whether a part of a word may begin or end here: at its ends, and at what separates values. */
function isEdge(character: string | undefined): boolean {
  return character === undefined || ":,=/".includes(character);
}

/** Where a value stands in a word as a part of its own; -1 where it does not. */
function partIn(word: string, value: string): number {
  let at = word.indexOf(value);
  while (at >= 0 && !(isEdge(word[at - 1]) && isEdge(word[at + value.length]))) {
    at = word.indexOf(value, at + 1);
  }
  return at;
}

/**
 * Where a value was typed: the place of its word, or of its part of a word. Of two words that are the
 * value the last one counts, as the command and its type come first.
 */
function typedPlace(value: string, words: readonly string[], within: Place["within"]) {
  const plain = plainWords(words);
  const typed =
    plain.findLast(({ word }) => word === value) ??
    plain.find(({ word }) => partIn(word, value) >= 0);
  if (!typed) return undefined;
  const column = typed.column + partIn(typed.word, value);
  const start = column + (within?.start ?? 0);
  const end = column + (within?.end ?? value.length);
  return {
    start: { line: 1, column: start },
    end: { line: 1, column: Math.max(end, start + 1) },
  };
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
    if (typeof value !== "string" || value === "") return diagnostic;
    const range = typedPlace(value, words, place.within);
    return range ? { ...diagnostic, place: { file: COMMAND_LINE, text, range } } : diagnostic;
  });
}
