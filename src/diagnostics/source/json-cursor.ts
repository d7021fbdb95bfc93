import type { JsonProblem, Span } from "./json-node.ts";
import { toPointer } from "./pointer.ts";

/** What is reported of one text; more would only repeat the first. */
const maximumProblems = 50;

/** What may stand in a text: `jsonc` has comments, and commas behind the last member or item. */
export type JsonDialect = "json" | "jsonc";

/** Where the reading of a JSON text has come to. */
export interface Cursor {
  readonly text: string;
  readonly dialect: JsonDialect;
  at: number;
  /** Nothing after a fault that cannot be read past is worth a report. */
  stopped: boolean;
  /** Keys and indices that lead to the value being read. */
  readonly path: (string | number)[];
  readonly problems: JsonProblem[];
}

/** A cursor at the beginning of a text, behind its byte order mark. */
export function cursorOf(text: string, dialect: JsonDialect): Cursor {
  const at = text.startsWith("\uFEFF") ? 1 : 0;
  return { text, dialect, at, stopped: false, path: [], problems: [] };
}

/** Notes a fault that reading goes on after. */
export function note(cursor: Cursor, problem: Omit<JsonProblem, "pointer">): void {
  if (cursor.stopped) return;
  cursor.problems.push({ ...problem, pointer: toPointer(cursor.path) });
  if (cursor.problems.length >= maximumProblems) cursor.stopped = true;
}

/** Notes a fault of the grammar that reading goes on after. */
export function noteSyntax(cursor: Cursor, problem: Omit<JsonProblem, "pointer" | "code">): void {
  note(cursor, { code: "json-syntax", ...problem });
}

/** Notes a fault and reads no further. */
export function stop(cursor: Cursor, problem: Omit<JsonProblem, "pointer" | "code">): void {
  noteSyntax(cursor, problem);
  cursor.stopped = true;
}

/** What a regular expression with the sticky flag finds at the cursor. */
export function lookAt(cursor: Cursor, pattern: RegExp): string {
  pattern.lastIndex = cursor.at;
  return pattern.exec(cursor.text)?.[0] ?? "";
}

const blank = /[ \t\r\n]+/y;
const foreignBlank = /[\s\u200B-\u200D\u2060\uFEFF]/y;

/** Goes past white space, comments and invisible characters; the latter two are faults of JSON. */
export function skipBlank(cursor: Cursor): void {
  for (;;) {
    cursor.at += lookAt(cursor, blank).length;
    if (!skipComment(cursor) && !skipForeignBlank(cursor)) return;
  }
}

const comment = /\/\/[^\r\n]*|#[^\r\n]*/y;

function skipComment(cursor: Cursor): boolean {
  const start = cursor.at;
  if (cursor.text.startsWith("/*", start)) {
    const close = cursor.text.indexOf("*/", start + 2);
    cursor.at = close < 0 ? cursor.text.length : close + 2;
  } else {
    cursor.at += lookAt(cursor, comment).length;
  }
  if (cursor.at === start) return false;
  if (cursor.dialect === "jsonc" && cursor.text.charAt(start) === "/") return true;
  const end = Math.min(cursor.at, endOfLine(cursor.text, start));
  noteSyntax(cursor, {
    start,
    end,
    message: "JSON has no comments",
    help: "Remove the comment; a `description` may say the same",
    ...(end === cursor.at ? { replacement: "" } : {}),
  });
  return true;
}

function skipForeignBlank(cursor: Cursor): boolean {
  const character = lookAt(cursor, foreignBlank);
  if (character === "") return false;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  noteSyntax(cursor, {
    start: cursor.at,
    end: cursor.at + 1,
    message: `An invisible character (U+${code}) stands here`,
    help: "Put an ordinary space in its place",
    replacement: " ",
  });
  cursor.at += 1;
  return true;
}

/** The offset of the end of the line that an offset is on. */
export function endOfLine(text: string, offset: number): number {
  for (let at = offset; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

/** The character at the cursor as a message names it. */
export function characterAt(cursor: Cursor): Span & { readonly text: string } {
  const text = String.fromCodePoint(cursor.text.codePointAt(cursor.at) ?? 32);
  return { text, start: cursor.at, end: cursor.at + text.length };
}
