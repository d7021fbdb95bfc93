import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { Origin, SourceDocument } from "../../model/document.ts";
import type { Reader } from "../../ports.ts";
import { parseDocument } from "./parse-document.ts";

/** A document to be read. */
export interface DocumentPath {
  /** As the reader takes it. */
  readonly path: string;
  /** As diagnostics name it; the path where absent. */
  readonly file?: string;
  readonly origin: Origin;
}

/**
 * Reads JSON documents. Each one that can be read is given, in the order of the paths; every fault
 * of the others is reported.
 */
export function load(paths: readonly DocumentPath[], reader: Reader): Result<SourceDocument[]> {
  const value: SourceDocument[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of paths) {
    const file = document.file ?? document.path;
    const read = readText(document, { file, reader });
    diagnostics.push(...read.diagnostics);
    if (read.value === undefined) continue;
    const parsed = parseDocument({ file, origin: document.origin, text: read.value });
    if (parsed.value) value.push(parsed.value);
    diagnostics.push(...parsed.diagnostics);
  }
  return { value, diagnostics };
}

interface Reading {
  readonly file: string;
  readonly reader: Reader;
}

function readText(
  { path, origin }: DocumentPath,
  { file, reader }: Reading,
): Result<string | undefined> {
  const refuse = (diagnostic: Diagnostic) => ({ value: undefined, diagnostics: [diagnostic] });
  try {
    const text = reader.readText(path);
    if (text !== null) return { value: text, diagnostics: [] };
  } catch (error) {
    return refuse(unreadable(file, { origin, isFolder: isFolder(path, reader), error }));
  }
  return refuse(
    fault("file-not-found", {
      message: `There is no file \`${file}\``,
      place: { file },
      help: "Look at the spelling of the path and at the folder you are in",
    }),
  );
}

/** False also where the reader refuses to look: the path leads out of the project. */
function isFolder(path: string, reader: Reader): boolean {
  try {
    return reader.kind(path) === "folder";
  } catch {
    return false;
  }
}

interface Unreadable {
  readonly origin: Origin;
  readonly isFolder: boolean;
  readonly error: unknown;
}

function unreadable(file: string, found: Unreadable): Diagnostic {
  // A file that a call names is the call's fault, not the project's.
  const code = found.origin === "file" ? "read-failed" : "unreadable-file";
  if (found.isFolder) {
    return fault(code, {
      message: `\`${file}\` is a folder`,
      place: { file },
      expected: "a JSON file",
    });
  }
  // What a decoder throws (WHATWG Encoding); the reader gives texts or nothing.
  if (found.error instanceof TypeError) {
    return fault("not-utf8", {
      message: "The file is not UTF-8: some of its bytes are no characters",
      place: { file },
      help: "Save it as UTF-8",
    });
  }
  const reason = found.error instanceof Error ? found.error.message : String(found.error);
  return fault(code, {
    message: `\`${file}\` cannot be read: ${reason}`,
    place: { file },
    help: "Look at the file's permissions",
  });
}
