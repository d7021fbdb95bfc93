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

/** Where a value was typed: the place of its word, or of its part of a word. */
function typedPlace(value: string, words: readonly string[], within: Place["within"]) {
  let column = "scaffold ".length + 1;
  for (const word of words) {
    const offset = word.indexOf(value);
    if (offset >= 0 && quoted(word) === word) {
      const start = column + offset + (within?.start ?? 0);
      const end = column + offset + (within?.end ?? value.length);
      return {
        start: { line: 1, column: start },
        end: { line: 1, column: Math.max(end, start + 1) },
      };
    }
    column += quoted(word).length + 1;
  }
  return undefined;
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
