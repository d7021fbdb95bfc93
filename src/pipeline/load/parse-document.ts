import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { SourceDocument } from "../../model/document.ts";
import type { Json } from "../../model/json.ts";
import { countKeys, plain } from "./plain-json.ts";
import type { SourceText } from "./source-text.ts";
import { syntaxFaults } from "./syntax-faults.ts";

/** Documents are no longer than this, in UTF-16 code units. */
const maximumLength = 10 * 1024 * 1024;

const replacementCharacter = "\uFFFD";

/** Parses one document. There is a value only where there is no fault. */
export function parseDocument(source: SourceText): Result<SourceDocument | undefined> {
  const text = source.text.startsWith("\uFEFF") ? source.text.slice(1) : source.text;
  const refused = textFault(source.file, text);
  if (refused) return { value: undefined, diagnostics: [refused] };
  const value = parseStrictly(text);
  if (value !== undefined) return withObject(source, value);
  return { value: undefined, diagnostics: syntaxFaults(source) };
}

/** What can be said of a text before it is parsed. */
function textFault(file: string, text: string): Diagnostic | undefined {
  if (text.length > maximumLength) {
    return fault("document-too-large", {
      message: `The document is larger than ${maximumLength / 1024 / 1024} MB`,
      place: { file },
      expected: "a document that a person can read",
    });
  }
  const wrong = text.indexOf(replacementCharacter);
  if (wrong < 0) return undefined;
  const before = text.slice(0, wrong).split("\n");
  const start = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  return fault("not-utf8", {
    message: "The file is not UTF-8: some of its bytes are no characters",
    place: { file, range: { start, end: { ...start, column: start.column + 1 } } },
    help: "Save it as UTF-8; a `\uFFFD` that is meant is written `\\ufffd`",
  });
}

/** Whether a text is what printing its value gives, as most are: then no key of it stands twice. */
function isAsPrinted(value: Json, text: string): boolean {
  return JSON.stringify(value, null, 2) === text.trimEnd();
}

/** @returns undefined where there is something to report. */
function parseStrictly(text: string): Json | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { value, members, tooDeep } = plain(parsed);
  // What is too deep cannot be printed.
  if (tooDeep) return undefined;
  return isAsPrinted(value, text) || countKeys(text) === members ? value : undefined;
}

function withObject(source: SourceText, value: Json): Result<SourceDocument | undefined> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { value: { ...source, value }, diagnostics: [] };
  }
  const found = Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
  const wrong = fault("not-an-object", {
    message: `The document is ${found}`,
    place: { file: source.file, pointer: "" },
    expected: "an object: `{ … }`",
  });
  return { value: undefined, diagnostics: [wrong] };
}
