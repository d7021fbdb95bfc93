/** Combining marks and joiners take no column. */
const zeroWidth = /^[\p{Mn}\p{Me}]$/u;
/** East Asian wide and full-width characters, and emoji. */
const wide =
  /^[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]|^\p{Emoji_Presentation}$/u;
/** What a terminal would act on, or hide: control characters, and marks that turn text around. */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const unsafeAnywhere = new RegExp(unsafe.source, "gu");

/** Each tab is shown as this many columns. */
const tabWidth = 4;

/** A character as it is shown, and the columns that it takes. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  /** The character's offset in the line, in UTF-16 code units. */
  readonly offset: number;
  /** The offset after it. */
  readonly end: number;
}

/** A text that does nothing to a terminal; what cannot be shown becomes U+FFFD. */
export function visible(text: string): string {
  return text.replaceAll("\t", " ").replace(unsafeAnywhere, "\uFFFD");
}

/** A text of several lines that does nothing to a terminal but end lines. */
export function visibleLines(text: string): string {
  return text.split(/\r?\n/).map(visible).join("\n");
}

/** The characters of a line as they are shown. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  for (const character of line) {
    cells.push({ ...cellOf(character), offset, end: offset + character.length });
    offset += character.length;
  }
  return cells;
}

function cellOf(character: string): { readonly text: string; readonly width: number } {
  if (character === "\t") return { text: " ".repeat(tabWidth), width: tabWidth };
  if (unsafe.test(character)) return { text: "\uFFFD", width: 1 };
  if (zeroWidth.test(character)) return { text: character, width: 0 };
  return { text: character, width: wide.test(character) ? 2 : 1 };
}
