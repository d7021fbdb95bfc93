import { type Cursor, characterAt, endOfLine, note, noteSyntax, stop } from "./json-cursor.ts";
import type { Span } from "./json-node.ts";

/** An object or a list that is being read. */
export interface Bracket {
  readonly open: "{" | "[";
  readonly close: "}" | "]";
  readonly start: number;
}

/** A key and where it stands. */
export interface Key extends Span {
  readonly name: string;
}

/** Something stands behind the document's value. */
export function noteRest(cursor: Cursor): void {
  stop(cursor, {
    start: cursor.at,
    end: endOfLine(cursor.text, cursor.at),
    message: "Something stands after the end of the document",
    expected: "nothing after the closing brace",
  });
}

/** A comma is followed by a closing bracket. */
export function noteTrailingComma(cursor: Cursor, comma: number, bracket: Bracket): void {
  noteSyntax(cursor, {
    start: comma,
    end: comma + 1,
    message: `Nothing stands between this comma and the closing \`${bracket.close}\``,
    help: "Remove the comma",
    replacement: "",
  });
}

/** The text ends inside an object or a list. */
export function noteUnclosed(cursor: Cursor, bracket: Bracket): void {
  const end = cursor.text.trimEnd().length;
  stop(cursor, {
    start: end,
    end,
    message: `The file ends where a \`${bracket.close}\` is due`,
    related: {
      start: bracket.start,
      end: bracket.start + 1,
      message: `this \`${bracket.open}\` is not closed`,
    },
  });
}

/** A character stands where none of its kind can. */
export function noteUnexpected(cursor: Cursor, expected: string): void {
  const { text, start, end } = characterAt(cursor);
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(cursor.text.slice(start, start + 8))) {
    stop(cursor, {
      start,
      end: endOfLine(cursor.text, start),
      message: "A merge in this file is not finished: here is a conflict marker",
      help: "Keep one of the two sides and remove the lines with the markers",
    });
  } else if (start >= cursor.text.length) {
    stop(cursor, { start, end: start, message: "The file ends too early", expected });
  } else {
    stop(cursor, { start, end, message: `\`${text}\` cannot stand here`, expected });
  }
}

/** A key stands in its object for the second time. */
export function noteDuplicate(cursor: Cursor, key: Key, first: Span): void {
  note(cursor, {
    code: "duplicate-key",
    start: key.start,
    end: key.end,
    message: `\`${key.name.slice(0, 80)}\` stands twice in this object`,
    help: "Keep one of the two; most readers of JSON would silently take the last",
    related: { start: first.start, end: first.end, message: "it stands here first" },
  });
}
