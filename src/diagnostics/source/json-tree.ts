import {
  type Cursor,
  cursorOf,
  type JsonDialect,
  lookAt,
  note,
  noteSyntax,
  skipBlank,
  stop,
} from "./json-cursor.ts";
import {
  type Bracket,
  type Key,
  noteDuplicate,
  noteRest,
  noteTrailingComma,
  noteUnclosed,
  noteUnexpected,
} from "./json-faults.ts";
import {
  type JsonMember,
  type JsonNode,
  type JsonTree,
  maximumDepth,
  type Span,
} from "./json-node.ts";
import { decodeString, readString } from "./json-string.ts";

const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const numberLike = /[-+.]?[0-9][-+.\w]*|[-+.]\w*/y;
const word = /[\p{L}_$][\p{L}\p{N}_$-]*/uy;
/** What other languages call the three words of JSON. */
const words = new Map([
  ["true", "true"],
  ["yes", "true"],
  ["false", "false"],
  ["no", "false"],
  ["null", "null"],
  ["none", "null"],
  ["nil", "null"],
  ["undefined", "null"],
]);

/**
 * Reads a JSON text with the place of everything, past as many faults as it can. Slow beside
 * `JSON.parse`: for texts that something is to be said about.
 */
export function parseJsonTree(text: string, dialect: JsonDialect = "json"): JsonTree {
  const cursor = cursorOf(text, dialect);
  skipBlank(cursor);
  if (cursor.at >= text.length && cursor.problems.length === 0) {
    note(cursor, {
      code: "empty-document",
      start: 0,
      end: 0,
      message: "The file is empty",
      expected: "a JSON object",
    });
    return { problems: cursor.problems };
  }
  const root = readValue(cursor);
  skipBlank(cursor);
  if (!cursor.stopped && cursor.at < text.length) noteRest(cursor);
  return { ...(root ? { root } : {}), problems: cursor.problems };
}

function readValue(cursor: Cursor): JsonNode | undefined {
  const character = cursor.text.charAt(cursor.at);
  if (character === "{" || character === "[") return readNested(cursor, character);
  if (character === '"' || character === "'") return readString(cursor);
  if (lookAt(cursor, numberLike) !== "") return readNumber(cursor);
  if (lookAt(cursor, word) !== "") return readWord(cursor);
  noteUnexpected(cursor, "a value");
  return undefined;
}

function readNumber(cursor: Cursor): JsonNode {
  const start = cursor.at;
  const found = lookAt(cursor, numberLike);
  const proper = lookAt(cursor, number);
  cursor.at += found.length;
  if (proper !== found) {
    noteSyntax(cursor, {
      start,
      end: cursor.at,
      message: `\`${found.slice(0, 40)}\` is no number of JSON`,
      expected: "digits without a zero or `+` before them, a `.` only between digits",
    });
  }
  return { kind: "number", start, end: cursor.at };
}

function readWord(cursor: Cursor): JsonNode {
  const start = cursor.at;
  const found = lookAt(cursor, word);
  cursor.at += found.length;
  if (found !== "true" && found !== "false" && found !== "null") {
    const meant = words.get(found.toLowerCase());
    noteSyntax(cursor, {
      start,
      end: cursor.at,
      message: `\`${found.slice(0, 40)}\` is no value of JSON`,
      ...(meant
        ? { suggestions: [meant], replacement: meant }
        : { expected: "`true`, `false`, `null`, a number, or a string in double quotes" }),
    });
  }
  return { kind: "word", start, end: cursor.at };
}

function readNested(cursor: Cursor, open: "{" | "["): JsonNode | undefined {
  const start = cursor.at;
  if (cursor.path.length >= maximumDepth) {
    note(cursor, {
      code: "document-too-deep",
      start,
      end: start + 1,
      message: `The document nests deeper than ${maximumDepth} levels`,
    });
    cursor.stopped = true;
    return undefined;
  }
  cursor.at += 1;
  if (open === "[") {
    const items: JsonNode[] = [];
    readList(cursor, { open, close: "]", start }, () => readItem(cursor, items));
    return { kind: "array", start, end: cursor.at, items };
  }
  const members: JsonMember[] = [];
  const seen = new Map<string, Span>();
  readList(cursor, { open, close: "}", start }, () => readMember(cursor, members, seen));
  return { kind: "object", start, end: cursor.at, members };
}

/** Reads what stands between two brackets, one element after the other. */
function readList(cursor: Cursor, bracket: Bracket, readElement: () => void): void {
  let comma: number | undefined;
  while (!cursor.stopped) {
    skipBlank(cursor);
    if (cursor.at >= cursor.text.length) {
      noteUnclosed(cursor, bracket);
      return;
    }
    if (cursor.text.charAt(cursor.at) === bracket.close) {
      if (comma !== undefined && cursor.dialect === "json")
        noteTrailingComma(cursor, comma, bracket);
      cursor.at += 1;
      return;
    }
    if (skipSecondComma(cursor, comma)) continue;
    readElement();
    if (cursor.stopped) return;
    const end = cursor.at;
    skipBlank(cursor);
    comma = readComma(cursor, end, bracket);
  }
}

function skipSecondComma(cursor: Cursor, first: number | undefined): boolean {
  if (cursor.text.charAt(cursor.at) !== ",") return false;
  noteSyntax(cursor, {
    start: cursor.at,
    end: cursor.at + 1,
    message: `Nothing stands ${first === undefined ? "before this comma" : "between these two commas"}`,
    help: "Remove the comma",
    replacement: "",
  });
  cursor.at += 1;
  return true;
}

/** @returns the comma's offset; undefined where the list is closed or the comma is missing. */
function readComma(cursor: Cursor, end: number, bracket: Bracket): number | undefined {
  const character = cursor.text.charAt(cursor.at);
  if (character === ",") {
    cursor.at += 1;
    return cursor.at - 1;
  }
  if (character === bracket.close || character === "") return undefined;
  if (/["'{[\w$-]/.test(character)) {
    noteSyntax(cursor, {
      start: end,
      end,
      message: `A comma is missing after this ${bracket.open === "{" ? "member" : "item"}`,
      expected: "`,`",
      replacement: ",",
    });
  } else {
    noteUnexpected(cursor, `\`,\` or \`${bracket.close}\``);
  }
  return undefined;
}

function readItem(cursor: Cursor, items: JsonNode[]): void {
  cursor.path.push(items.length);
  const item = readValue(cursor);
  if (item) items.push(item);
  cursor.path.pop();
}

function readMember(cursor: Cursor, members: JsonMember[], seen: Map<string, Span>): void {
  const key = readKey(cursor);
  if (!key) return;
  cursor.path.push(key.name);
  const first = seen.get(key.name);
  if (first) noteDuplicate(cursor, key, first);
  else seen.set(key.name, key);
  skipBlank(cursor);
  const value = readColon(cursor, key) ? readValue(cursor) : undefined;
  members.push({ name: key.name, key, ...(value ? { value } : {}) });
  cursor.path.pop();
}

function readKey(cursor: Cursor): Key | undefined {
  const character = cursor.text.charAt(cursor.at);
  if (character === '"' || character === "'") {
    const { start, end } = readString(cursor);
    return { name: decodeString(cursor.text.slice(start, end)), start, end };
  }
  const bare = lookAt(cursor, word);
  const start = cursor.at;
  if (bare === "") {
    noteUnexpected(cursor, "a key in double quotes");
    return undefined;
  }
  cursor.at += bare.length;
  noteSyntax(cursor, {
    start,
    end: cursor.at,
    message: `The key \`${bare.slice(0, 40)}\` needs double quotes`,
    expected: `\`"${bare.slice(0, 40)}"\``,
    replacement: `"${bare}"`,
  });
  return { name: bare, start, end: cursor.at };
}

function readColon(cursor: Cursor, key: Key): boolean {
  if (cursor.stopped) return false;
  if (cursor.text.charAt(cursor.at) === ":") {
    cursor.at += 1;
    skipBlank(cursor);
    return true;
  }
  stop(cursor, {
    start: key.end,
    end: key.end,
    message: `A colon and a value are missing after \`${key.name.slice(0, 40)}\``,
    expected: "`:`",
  });
  return false;
}
