import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  type Stats,
} from "node:fs";
import { resolve } from "node:path";
import type { EntryKind, Reader } from "../ports.ts";
import { faultCode, orNull } from "./file-faults.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A pipe that nobody writes to is read as empty instead of waited for; Windows has no such flag. */
const READ_AT_ONCE = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Refuses a link instead of following it; Windows has no such flag. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;

/** What systems say of a link that is not to be followed. */
const IS_LINK = new Set(["ELOOP", "EMLINK"]);

const NOT_REGULAR = "it is not a regular file";

/** A fault as the system would give it, had it one for this. */
function notRegular(path: string): Error {
  return Object.assign(new Error(NOT_REGULAR), { code: "EINVAL", syscall: "read", path });
}

/** A file that is open to be read. */
interface Opened {
  readonly handle: number;
  /** How many bytes it says that it has; a file that is written at the moment may have others. */
  readonly size: number;
}

/** How a file is opened that is to be read. */
type Open = (file: string, flags?: number) => Opened;

/** Opens a file of a project: a device may be read without an end. */
function openOfProject(file: string, flags = 0): Opened {
  const handle = openSync(file, READ_AT_ONCE | flags);
  const found = fstatSync(handle);
  if (found.isFile() || found.isDirectory()) return { handle, size: found.size };
  closeSync(handle);
  throw notRegular(file);
}

/** Opens what a person named: they want a pipe to be read as well: `validate <(…)`. */
function openNamed(file: string, flags = 0): Opened {
  const handle = openSync(file, constants.O_RDONLY | flags);
  return { handle, size: fstatSync(handle).size };
}

/** Larger files are left to Node.js, which refuses what does not fit into memory. */
const SIZE_READ_AT_ONCE = 2 ** 24;

/** How much is taken of a pipe at a time, as most systems hold no more in one. */
const CHUNK = 2 ** 16;

/** A device, or a pipe that somebody goes on writing to, may have no end, and nothing of it fits. */
const LONGEST_REST = 2 ** 27;

/** Reads what follows in something that did not say how long it is. */
function readRest(handle: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= LONGEST_REST; ) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const read = readSync(handle, chunk);
    if (read === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, read));
    length += read;
  }
  throw new Error(`it goes on after ${LONGEST_REST / 2 ** 20} MB`);
}

/** Reads to the end; one call of the system is enough where the file has the size that it says. */
function readToEnd({ handle, size }: Opened): Uint8Array {
  if (size > SIZE_READ_AT_ONCE) return readFileSync(handle);
  const bytes = Buffer.allocUnsafe(size + 1);
  const length = readSync(handle, bytes);
  const read = bytes.subarray(0, length);
  return length === size ? read : Buffer.concat([read, readRest(handle)]);
}

function closing<T>(opened: Opened, read: (opened: Opened) => T): T {
  try {
    return read(opened);
  } finally {
    closeSync(opened.handle);
  }
}

/** The bytes of a file; nobody is waited for. */
export function readBytesAt(file: string): Uint8Array {
  return closing(openOfProject(file), readToEnd);
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

/** A text, of bytes that can be had once: a pipe gives them to nobody else. */
function readTextFrom(opened: Opened): string {
  const bytes = readToEnd(opened);
  // A pipe that nobody writes to, and a device, look like an empty file.
  if (bytes.length === 0 && !fstatSync(opened.handle).isFile()) throw new Error(NOT_REGULAR);
  return decoder.decode(bytes);
}

/** Reads with `node:fs`, wherever the resolution leads. */
export function readerOf(paths: PathResolution, open: Open = openOfProject): Reader {
  function kind(path: string): EntryKind | null {
    const entry = orNull(() => lstatSync(paths.resolve(path), { throwIfNoEntry: false }));
    return entry ? kindOf(entry) : null;
  }

  /** Most entries are no links, which the system tells at no cost as it opens them. */
  function openFile(path: string): Opened {
    if (NO_FOLLOW === 0) return open(paths.resolveFile(path));
    try {
      return open(paths.resolve(path), NO_FOLLOW);
    } catch (error) {
      if (!IS_LINK.has(faultCode(error) ?? "")) throw error;
      return open(paths.resolveFile(path));
    }
  }

  return {
    kind,
    readText(path) {
      return orNull(() => closing(openFile(path), readTextFrom));
    },
    list: (path) => orNull(() => readdirSync(paths.resolveFile(path)).sort()) ?? [],
  };
}

/** Reads files that a person named, relative to a folder; they may stand anywhere. */
export function createNodeReader(folder: string): Reader {
  const resolvePath = (path: string) => resolve(folder, path);
  return readerOf({ resolve: resolvePath, resolveFile: resolvePath }, openNamed);
}
