import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fsync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { promisify } from "node:util";
import type { Entry, FileSystem } from "../ports.ts";
import { faultCode, orNull } from "./file-faults.ts";
import { kindOf, readBytesAt, readerOf } from "./node-reader.ts";
import { createBoundary } from "./project-boundary.ts";

/** What `rmdir` says of a folder that is not there, not empty, or has to stay: none does harm. */
const NOT_REMOVED = new Set([
  "ENOTEMPTY",
  "EEXIST",
  "ENOENT",
  "ENOTDIR",
  "EACCES",
  "EPERM",
  "EBUSY",
  "EROFS",
]);

/** What `link` says on a disk that has no second names for files. */
const NO_LINKS = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EMLINK"]);

/** What `fsync` says of folders where the system does not sync them, Windows among them. */
const NO_FOLDER_SYNC = new Set(["EISDIR", "EPERM", "EACCES", "EINVAL", "ENOTSUP"]);

/** How a project's files are written. */
export interface NodeFileSystemOptions {
  /** Whether to wait for the disk where a crash of the machine would lose something. */
  readonly syncs: boolean;
}

function entryAt(absolute: string): Entry | null {
  const found = orNull(() => lstatSync(absolute, { bigint: true, throwIfNoEntry: false }));
  if (!found) return null;
  return {
    kind: kindOf(found),
    mode: Number(found.mode) & 0o7777,
    identity: `${found.dev}:${found.ino}`,
    changed: String(found.ctimeNs),
  };
}

/** What `chown` says to who may not give a file away, or has no number for its owner in a container. */
const NOT_GIVEN = new Set(["EPERM", "EINVAL"]);

/** The number that leaves a file with its owner. */
const SAME_OWNER = -1;

/** @returns whether it was allowed. */
function giveTo(path: string, uid: number, gid: number): boolean {
  try {
    chownSync(path, uid, gid);
    return true;
  } catch (error) {
    if (NOT_GIVEN.has(faultCode(error) ?? "")) return false;
    throw error;
  }
}

/** What one file's permissions are worth on another: who could not be kept gets no more than others. */
function modeFor({ mode, uid, gid }: Stats, own: Stats): number {
  const owners = own.uid === uid ? mode & 0o4700 : mode & 0o700;
  const others = mode & 0o1007;
  const groups = own.gid === gid ? mode & 0o2070 : mode & (others << 3) & 0o070;
  return owners | groups | others;
}

function copyAccess(from: string, to: string): void {
  const access = lstatSync(from);
  const { uid, gid } = access;
  const own = lstatSync(to);
  const isKept = own.uid === uid && own.gid === gid;
  // Who may not give a file away may still give it to a group of their own.
  const isGiven = !isKept && (giveTo(to, uid, gid) || giveTo(to, SAME_OWNER, gid));
  chmodSync(to, modeFor(access, isGiven ? lstatSync(to) : own));
}

/** What the system says where a name is taken. */
function standsThere(path: string): Error {
  return Object.assign(new Error(`EEXIST: ${path}`), { code: "EEXIST", syscall: "rename", path });
}

/** Without second names a copy has to do; it is not made in one step. */
function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.has(faultCode(error) ?? "")) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    copyAccess(from, to);
  }
}

/** No call of the system moves without replacing; a second name first does. */
function moveToFree(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!NO_LINKS.has(faultCode(error) ?? "")) throw error;
    if (lstatSync(to, { throwIfNoEntry: false })) throw standsThere(to);
    renameSync(from, to);
    return;
  }
  unlinkSync(from);
}

const syncHandle = promisify(fsync);

function isFolder(absolute: string): boolean {
  return lstatSync(absolute).isDirectory();
}

async function syncEntry(absolute: string): Promise<void> {
  try {
    // Windows syncs only what is open for writing.
    const isWritten = process.platform === "win32" && !isFolder(absolute);
    const handle = openSync(absolute, isWritten ? "r+" : "r");
    try {
      await syncHandle(handle);
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(faultCode(error) ?? "") || !isFolder(absolute)) throw error;
  }
}

/** From so many on it is faster to have the disk written as a whole; no more are open at once. */
const MANY = 64;

/** Side by side, so that the disk writes down what they have in common one time. @throws the first fault */
async function syncTogether(entries: readonly string[]): Promise<void> {
  const ends = await Promise.allSettled(entries.map(syncEntry));
  const fault = ends.find((end) => end.status === "rejected");
  if (fault) throw fault.reason;
}

/** Has a whole disk written, which only a program of Linux can. @returns whether it did. */
function syncDisk([first = ""]: readonly string[]): boolean {
  if (process.platform !== "linux") return false;
  // Loaded here alone: it takes as long as all else that a small run syncs.
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  return spawnSync("sync", ["--file-system", first], { stdio: "ignore" }).status === 0;
}

/**
 * The files below one folder. Nothing outside of it is read or written: a symbolic link that leads
 * out of it is an error.
 */
export function createNodeFileSystem(
  root: string,
  { syncs }: NodeFileSystemOptions = { syncs: true },
): FileSystem {
  const boundary = createBoundary(root);

  return {
    ...readerOf(boundary),
    entry: (path) => entryAt(boundary.resolve(path)),
    realPath: boundary.realPath,
    readBytes: (path) => orNull(() => readBytesAt(boundary.resolveFile(path))),
    writeFile(path, bytes, mode) {
      writeFileSync(boundary.resolve(path), bytes, { mode, flag: "wx" });
    },
    makeFolder(path, mode) {
      const absolute = boundary.resolve(path);
      try {
        mkdirSync(absolute);
      } catch (error) {
        if (faultCode(error) !== "EEXIST" || !lstatSync(absolute).isDirectory()) throw error;
        return;
      }
      // What the process masks away would not be as it was.
      if (mode !== undefined) chmodSync(absolute, mode);
    },
    link: (from, to) => linkOrCopy(boundary.resolve(from), boundary.resolve(to)),
    move: (from, to) => moveToFree(boundary.resolve(from), boundary.resolve(to)),
    rename: (from, to) => renameSync(boundary.resolve(from), boundary.resolve(to)),
    removeFile(path) {
      orNull(() => unlinkSync(boundary.resolve(path)));
    },
    removeFolder(path) {
      try {
        rmdirSync(boundary.resolve(path));
        return true;
      } catch (error) {
        if (NOT_REMOVED.has(faultCode(error) ?? "")) return false;
        throw error;
      }
    },
    copyAccess: (from, to) => copyAccess(boundary.resolve(from), boundary.resolve(to)),
    async sync(paths) {
      if (!syncs) return;
      const entries = paths.map((path) => boundary.resolve(path));
      if (entries.length >= MANY && syncDisk(entries)) return;
      for (let from = 0; from < entries.length; from += MANY) {
        await syncTogether(entries.slice(from, from + MANY));
      }
    },
  };
}
