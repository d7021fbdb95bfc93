import { type Cursor, endOfLine, noteSyntax, stop } from "./json-cursor.ts";
import type { JsonNode } from "./json-node.ts";

/** Reads a string in double quotes, or (a fault) in single ones. */
export function readString(cursor: Cursor): JsonNode {
  const start = cursor.at;
  const quote = cursor.text.charAt(start);
  const closed = readCharacters(cursor, quote);
  const end = cursor.at;
  if (!closed) {
    stop(cursor, {
      start,
      end,
      message: "This string has no closing quote",
      help: 'Put `"` at its end; a line break inside a string is written `\\n`',
    });
  } else if (quote === "'") {
    noteSingleQuotes(cursor, start, end);
  }
  return { kind: "string", start, end };
}

/** Goes past the closing quote. @returns whether there is one on the line. */
function readCharacters(cursor: Cursor, quote: string): boolean {
  const { text } = cursor;
  cursor.at += 1;
  while (cursor.at < text.length) {
    const character = text.charAt(cursor.at);
    if (character === quote) {
      cursor.at += 1;
      return true;
    }
    if (character === "\n" || character === "\r") return false;
    if (character === "\\") readEscape(cursor);
    else if (character < " ") readControl(cursor);
    else cursor.at += 1;
  }
  return false;
}

function readEscape(cursor: Cursor): void {
  const start = cursor.at;
  const raw = cursor.text.slice(start, start + 6);
  const known = /^\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})/.exec(raw)?.[0];
  cursor.at = start + (known?.length ?? Math.min(2, cursor.text.length - start));
  if (known) return;
  const shown = raw.slice(0, 2).trimEnd();
  noteSyntax(cursor, {
    start,
    end: start + shown.length,
    message:
      shown === "\\u" ? "`\\u` needs four hexadecimal digits" : `\`${shown}\` is no escape of JSON`,
    help:
      shown === "\\u"
        ? "Write a character as `\\u0041`, a backslash as `\\\\`"
        : "A backslash is written `\\\\`",
  });
  // A line break after the backslash must still end the string.
  if (shown.length === 1) cursor.at = start + 1;
}

function readControl(cursor: Cursor): void {
  const code = cursor.text.charCodeAt(cursor.at);
  const escaped = code === 9 ? "\\t" : `\\u${code.toString(16).padStart(4, "0")}`;
  noteSyntax(cursor, {
    start: cursor.at,
    end: cursor.at + 1,
    message: code === 9 ? "A tab stands in a string" : "A control character stands in a string",
    help: `Write \`${escaped}\``,
    replacement: escaped,
  });
  cursor.at += 1;
}

function noteSingleQuotes(cursor: Cursor, start: number, end: number): void {
  const inner = cursor.text.slice(start + 1, end - 1);
  noteSyntax(cursor, {
    start,
    end,
    message: "Strings stand in double quotes",
    expected: `\`"${inner.length > 40 ? "…" : inner}"\``,
    ...(/["\\]/.test(inner) ? {} : { replacement: `"${inner}"` }),
  });
}

/** What a string between quotes says; the raw text where it has a fault. */
export function decodeString(raw: string): string {
  try {
    const value: unknown = JSON.parse(raw);
    return typeof value === "string" ? value : raw;
  } catch {
    return raw.slice(1, Math.max(1, endOfLine(raw, 0) - 1));
  }
}
