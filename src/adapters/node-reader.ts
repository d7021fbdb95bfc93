import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  type Stats,
  statSync,
} from "node:fs";
import { resolve } from "node:path";
import type { EntryKind, Reader } from "../ports.ts";
import { orNull } from "./file-faults.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A pipe that nobody writes to is read as empty instead of waited for; Windows has no such flag. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function readUtf8(file: string, flag: number): string {
  const handle = openSync(file, flag);
  try {
    return readFileSync(handle, "utf8");
  } finally {
    closeSync(handle);
  }
}

/** How a reader turns the engine's paths into the system's. */
export interface PathResolution {
  /** The path of an entry, which may be a link. */
  resolve(path: string): string;
  /** The path of a file or folder that is about to be read. */
  resolveFile(path: string): string;
}

/** The kind of what `lstat` found. */
export function kindOf(entry: Pick<Stats, "isFile" | "isDirectory" | "isSymbolicLink">): EntryKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}

/** Reads with `node:fs`, wherever the resolution leads. */
export function readerOf(paths: PathResolution, flag = READ_AT_ONCE): Reader {
  function kind(path: string): EntryKind | null {
    const entry = orNull(() => lstatSync(paths.resolve(path), { throwIfNoEntry: false }));
    return entry ? kindOf(entry) : null;
  }

  return {
    kind,
    readText(path) {
      return orNull(() => {
        const file = paths.resolveFile(path);
        const text = readUtf8(file, flag);
        if (text === "" && !statSync(file).isFile()) throw new Error("it is not a regular file");
        // What is no UTF-8 became U+FFFD: the decoder throws unless the file holds it so.
        return text.includes("\uFFFD") ? decoder.decode(readFileSync(file)) : text;
      });
    },
    list: (path) => orNull(() => readdirSync(paths.resolveFile(path)).sort()) ?? [],
  };
}

/** Reads files that a person named, relative to a folder; they may stand anywhere. */
export function createNodeReader(folder: string): Reader {
  const resolvePath = (path: string) => resolve(folder, path);
  // Here a pipe is what somebody wants to be read: `validate <(…)`.
  return readerOf({ resolve: resolvePath, resolveFile: resolvePath }, constants.O_RDONLY);
}
