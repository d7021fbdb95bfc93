import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, sep } from "node:path";
import type { EntryKind, FileSystem } from "../ports.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/** Runs a call that gives null where nothing is at the path. */
function orNull<T>(call: () => T): T | null {
  try {
    return call();
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw error;
  }
}

/** The real path of the nearest ancestor that exists. */
function realAncestor(path: string): string {
  const real = orNull(() => realpathSync(path));
  return real ?? realAncestor(dirname(path));
}

/**
 * The files below one folder. Nothing outside of it is read or written: a symbolic link that leads
 * out of it is an error.
 */
export function createNodeFileSystem(root: string): FileSystem {
  const realRoot = orNull(() => realpathSync(root)) ?? root;
  const insideFolders = new Set<string>();

  function assertInside(path: string): void {
    const real = realAncestor(path);
    const isInside = real === realRoot || real.startsWith(realRoot + sep);
    const isAbove = realRoot.startsWith(real === sep ? sep : real + sep);
    if (!isInside && !(isAbove && !existsAsLink(path))) {
      throw new Error(`\`${path}\` leads out of the project through a symbolic link`);
    }
  }

  function existsAsLink(path: string): boolean {
    return orNull(() => lstatSync(path))?.isSymbolicLink() ?? false;
  }

  /** The absolute path; its folder was proved to be inside once in this run. */
  function resolvePath(path: string): string {
    const absolute = join(root, path);
    const folder = dirname(absolute);
    if (!insideFolders.has(folder)) {
      assertInside(folder);
      insideFolders.add(folder);
    }
    return absolute;
  }

  function kind(path: string): EntryKind | null {
    const entry = orNull(() => lstatSync(resolvePath(path)));
    if (!entry) return null;
    if (entry.isFile()) return "file";
    if (entry.isDirectory()) return "folder";
    return entry.isSymbolicLink() ? "link" : "other";
  }

  return {
    kind,
    readText(path) {
      const bytes = orNull(() => {
        const absolute = resolvePath(path);
        if (existsAsLink(absolute)) assertInside(absolute);
        return readFileSync(absolute);
      });
      return bytes === null ? null : decoder.decode(bytes);
    },
    list: (path) => orNull(() => readdirSync(resolvePath(path)).sort()) ?? [],
    writeText(path, text, mode) {
      const absolute = resolvePath(path);
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, text, { mode });
    },
    rename(from, to) {
      const target = resolvePath(to);
      mkdirSync(dirname(target), { recursive: true });
      renameSync(resolvePath(from), target);
    },
    removeFile(path) {
      orNull(() => unlinkSync(resolvePath(path)));
    },
    removeFolder(path) {
      try {
        rmdirSync(resolvePath(path));
        return true;
      } catch (error) {
        const code = codeOf(error);
        if (code === "ENOTEMPTY" || code === "ENOENT" || code === "EEXIST") return false;
        throw error;
      }
    },
  };
}
