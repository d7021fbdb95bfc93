import { digest, withLineFeeds } from "../language/digest.ts";
import {
  BASE_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
  RECORD_FOLDER,
  SCHEMA_FOLDER,
} from "../language/project-layout.ts";
import type { FormattedText } from "../model/output.ts";
import type { PlanSources } from "../model/plan.ts";
import type { Hashes } from "../model/record.ts";
import type { Current } from "../pipeline/merge/classify.ts";
import type { RecordInput } from "../pipeline/merge/records.ts";
import type { FileSystem, Library } from "../ports.ts";

/** Reads what is on disk, each file once in a run. */
export interface DiskState {
  readonly standing: (path: string) => Current;
  readonly text: (path: string) => string | null;
  /** The formatted text of a rendered text that was formatted before, if it is still there. */
  readonly reuse: (path: string, renderedHash: string) => FormattedText | null;
}

/** What a decoder says of bytes that are no UTF-8. */
const NO_UTF8 = "ERR_ENCODING_INVALID_ENCODED_DATA";

function faultCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function read(fileSystem: FileSystem, path: string): Current {
  try {
    const text = fileSystem.readText(path);
    return text === null ? { kind: "absent" } : { kind: "file", text };
  } catch (error) {
    const code = faultCode(error);
    // A link to a folder is one for what stands below it.
    if (code === "EISDIR" || isFolder(fileSystem, path)) return { kind: "folder" };
    if (code === NO_UTF8) return { kind: "bytes" };
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "obstacle", reason: `it cannot be read: ${reason}` };
  }
}

/** False also where nothing can be said of the path: it leads out of the project. */
function isFolder(fileSystem: FileSystem, path: string): boolean {
  try {
    return fileSystem.kind(path) === "folder";
  } catch {
    return false;
  }
}

/** Whether anything is at a path of the project; a path that leads out of it is none. */
export function existsIn(fileSystem: FileSystem) {
  return (path: string): boolean => {
    try {
      return fileSystem.kind(path) !== null;
    } catch {
      return false;
    }
  };
}

/** Opens the project's files for one run. */
export function readDisk(fileSystem: FileSystem, hashes: Hashes): DiskState {
  const known = new Map<string, Current>();

  function standing(path: string): Current {
    const seen = known.get(path) ?? read(fileSystem, path);
    known.set(path, seen);
    return seen;
  }

  function text(path: string): string | null {
    const current = standing(path);
    return current.kind === "file" ? current.text : null;
  }

  /** A text is believed where its hash says so, wherever it stands. */
  function reuse(path: string, renderedHash: string): FormattedText | null {
    const entry = hashes.get(path);
    if (entry?.rendered !== renderedHash) return null;
    for (const candidate of [path, `${BASE_FOLDER}/${path}`]) {
      const found = text(candidate);
      if (found !== null && digest(found) === entry.formatted) {
        return { text: withLineFeeds(found), formattedHash: entry.formatted };
      }
    }
    return null;
  }

  return { standing, text, reuse };
}

/** Files that every project carries so that editors, git and other tools treat it well. */
export function carriedFiles({ reader }: Library): Readonly<Record<string, string>> {
  const schemas = ["manifest", "blueprint", "field", "lock"].map((name) => {
    const file = `${name}.v1.json`;
    return [`${SCHEMA_FOLDER}/${file}`, reader.readText(`schemas/${file}`) ?? ""];
  });
  return {
    [`${RECORD_FOLDER}/.gitattributes`]: "* -text linguist-generated\nhashes merge=union\n",
    [`${RECORD_FOLDER}/.gitignore`]: "/journal\n/lock*\n/receipts/\n/staging/\n/plans/\n/proof\n",
    ...Object.fromEntries(schemas),
  };
}

/** What a preview was made from. */
export function sourcesOf({ text, lock, histories }: RecordInput): PlanSources {
  const hashOf = (file: string) => {
    const found = text(file);
    return found === null ? null : digest(found);
  };
  const blueprints = Object.entries(lock.blueprints).map(([name, blueprint]) => [
    name,
    digest(JSON.stringify(blueprint)),
  ]);
  return {
    engine: lock.engine,
    formatter: lock.formatter,
    manifest: digest(text(MANIFEST_FILE) ?? ""),
    lock: hashOf(LOCK_FILE),
    hashes: hashOf(HASHES_FILE),
    state: digest(JSON.stringify(histories.map(({ state, heads }) => [heads, [...state]]))),
    blueprints: Object.fromEntries(blueprints),
  };
}
