import { mkdirSync, renameSync, rmdirSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { FileSystem } from "../ports.ts";
import { faultCode, orNull } from "./file-faults.ts";
import { readerOf } from "./node-reader.ts";
import { createBoundary, isLink } from "./project-boundary.ts";

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

/**
 * The files below one folder. Nothing outside of it is read or written: a symbolic link that leads
 * out of it is an error.
 */
export function createNodeFileSystem(root: string): FileSystem {
  const boundary = createBoundary(root);
  const folders = new Set<string>();

  function makeFolder(folder: string): void {
    if (folders.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    folders.add(folder);
  }

  return {
    ...readerOf(boundary),
    writeText(path, text, mode) {
      const absolute = boundary.resolve(path);
      makeFolder(dirname(absolute));
      // A link is replaced and never written through, wherever it leads.
      if (isLink(absolute)) unlinkSync(absolute);
      writeFileSync(absolute, text, { mode });
    },
    rename(from, to) {
      const target = boundary.resolve(to);
      makeFolder(dirname(target));
      renameSync(boundary.resolve(from), target);
    },
    removeFile(path) {
      orNull(() => unlinkSync(boundary.resolve(path)));
    },
    removeFolder(path) {
      const absolute = boundary.resolve(path);
      folders.delete(absolute);
      try {
        rmdirSync(absolute);
        return true;
      } catch (error) {
        if (NOT_REMOVED.has(faultCode(error) ?? "")) return false;
        throw error;
      }
    },
  };
}
