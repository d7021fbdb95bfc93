import type { EntryKind, FileSystem } from "../ports.ts";

/** A file of the in-memory twin. */
interface MemoryFile {
  readonly text: string;
  readonly mode: number;
}

/** The file system in memory, for tests and for compiling without a disk. */
export interface MemoryFileSystem extends FileSystem {
  readonly files: ReadonlyMap<string, MemoryFile>;
}

/** Makes a file system in memory; paths are relative, with `/`. */
export function createMemoryFileSystem(
  initial: Readonly<Record<string, string>> = {},
): MemoryFileSystem {
  const files = new Map<string, MemoryFile>(
    Object.entries(initial).map(([path, text]) => [path, { text, mode: 0o644 }]),
  );

  function isFolder(path: string): boolean {
    return path === "" || [...files.keys()].some((file) => file.startsWith(`${path}/`));
  }

  function assertFree(path: string): void {
    if (isFolder(path)) throw new Error(`EISDIR: ${path} is a folder`);
    const parts = path.split("/");
    const isBlocked = parts.some((_, at) => at > 0 && files.has(parts.slice(0, at).join("/")));
    if (isBlocked) throw new Error(`ENOTDIR: a folder of ${path} is a file`);
  }

  function kind(path: string): EntryKind | null {
    if (files.has(path)) return "file";
    return isFolder(path) ? "folder" : null;
  }

  return {
    files,
    kind,
    readText(path) {
      if (!files.has(path) && isFolder(path)) throw new Error(`EISDIR: ${path} is a folder`);
      return files.get(path)?.text ?? null;
    },
    list(path) {
      const prefix = path === "" ? "" : `${path}/`;
      const names = [...files.keys()]
        .filter((file) => file.startsWith(prefix))
        .map((file) => file.slice(prefix.length).split("/", 1)[0] ?? "");
      return [...new Set(names)].sort();
    },
    writeText(path, text, mode) {
      assertFree(path);
      files.set(path, { text, mode });
    },
    rename(from, to) {
      const file = files.get(from);
      if (!file) throw new Error(`ENOENT: ${from}`);
      assertFree(to);
      files.delete(from);
      files.set(to, file);
    },
    removeFile(path) {
      files.delete(path);
    },
    removeFolder: () => true,
  };
}
