import { posix } from "node:path";
import { OutsideProjectError } from "../../src/adapters/project-boundary.ts";
import type { Entry, FileSystem } from "../../src/ports.ts";

/** A file under all its names. */
interface Inode {
  readonly identity: string;
  changed: number;
  bytes: Uint8Array;
  mode: number;
}

type Node =
  | { readonly kind: "file"; readonly inode: Inode }
  | { readonly kind: "folder"; readonly mode: number }
  | { readonly kind: "link"; readonly target: string };

/** The file system in memory. */
export interface MemoryFileSystem extends FileSystem {
  /** A picture of all files now, by path. */
  readonly files: ReadonlyMap<string, { readonly text: string; readonly mode: number }>;
  /** Every path with its kind, sorted. */
  readonly paths: readonly string[];
  /** Lays a file down, with its folders, over what stands there. */
  writeText(path: string, text: string, mode?: number): void;
  writeBytes(path: string, bytes: Uint8Array, mode?: number): void;
  /** Saves in place, as many editors do: under all the names of the file. */
  saveInPlace(path: string, text: string): void;
  /** Makes a symbolic link; its target counts from its folder. */
  makeLink(path: string, target: string): void;
  changeMode(path: string, mode: number): void;
  /** Another one with the same content; what are two names of one file are so there too. */
  copy(): MemoryFileSystem;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;
const MAX_LINKS = 40;

const REASONS = {
  EEXIST: "is there already",
  EISDIR: "is a folder",
  ELOOP: "has links that lead in a circle",
  ENOENT: "is not there",
  ENOTDIR: "is in a folder that is a file",
} as const;

/** A fault as the system gives it. */
function refusal(code: keyof typeof REASONS, path: string): Error {
  const message = `${code}: ${path} ${REASONS[code]}`;
  return Object.assign(new Error(message), { code, path, syscall: "memory" });
}

function parentOf(path: string): string {
  const parent = posix.dirname(path);
  return parent === "." ? "" : parent;
}

/** Follows the links of a tree. */
function followerOf(nodes: ReadonlyMap<string, Node>) {
  function target(path: string, link: string): string {
    const found = posix.join(parentOf(path), link);
    if (posix.isAbsolute(link) || found === ".." || found.startsWith("../")) {
      throw new OutsideProjectError(path, " through a symbolic link");
    }
    return found === "." ? "" : found;
  }

  /** The path without links in its folders, and without one at its end where `last` says so. */
  return function follow(path: string, last: boolean, depth = 0): string {
    if (depth > MAX_LINKS) throw refusal("ELOOP", path);
    if (path === "") return path;
    const parts = path.split("/");
    return parts.reduce((folder, part, index) => {
      const here = posix.join(folder, part);
      const node = nodes.get(here);
      if (node?.kind !== "link" || !(last || index < parts.length - 1)) return here;
      return follow(target(here, node.target), true, depth + 1);
    }, "");
  };
}

/** Makes a file system in memory; paths are relative, with `/`. */
export function createMemoryFileSystem(
  initial: Readonly<Record<string, string>> = {},
): MemoryFileSystem {
  const nodes = new Map<string, Node>([["", { kind: "folder", mode: FOLDER_MODE }]]);
  const followLinks = followerOf(nodes);
  let hasLinks = false;
  /** How much has happened: what a clock is elsewhere. */
  let now = 0;

  /** Tests make thousands of projects, and few have a link. */
  function follow(path: string, last: boolean): string {
    return hasLinks ? followLinks(path, last) : path;
  }

  const at = (path: string) => nodes.get(follow(path, false));

  function fileAt(path: string): Inode | null {
    const node = nodes.get(follow(path, true));
    if (node?.kind === "folder") throw refusal("EISDIR", path);
    return node?.kind === "file" ? node.inode : null;
  }

  function namesIn(folder: string): string[] {
    const prefix = folder === "" ? "" : `${folder}/`;
    const below = [...nodes.keys()].filter((path) => path !== "" && path.startsWith(prefix));
    return below.map((path) => path.slice(prefix.length)).filter((name) => !name.includes("/"));
  }

  /** The place of a new entry. */
  function place(path: string): string {
    const real = follow(path, false);
    const parent = nodes.get(parentOf(real));
    if (parent?.kind === "folder") return real;
    throw refusal(parent ? "ENOTDIR" : "ENOENT", path);
  }

  function freePlace(path: string): string {
    const real = place(path);
    if (nodes.has(real)) throw refusal("EEXIST", path);
    return real;
  }

  function fileOf(bytes: Uint8Array, mode: number): Node {
    now += 1;
    return { kind: "file", inode: { identity: String(now), changed: now, bytes, mode } };
  }

  function touch(node: Node): void {
    now += 1;
    if (node.kind === "file") node.inode.changed = now;
  }

  function makeFolders(path: string): void {
    if (path === "" || at(path)?.kind === "folder") return;
    makeFolders(parentOf(path));
    nodes.set(freePlace(path), { kind: "folder", mode: FOLDER_MODE });
  }

  function writeBytes(path: string, bytes: Uint8Array, mode = FILE_MODE): void {
    makeFolders(parentOf(path));
    if (at(path)?.kind === "folder") throw refusal("EISDIR", path);
    nodes.set(place(path), fileOf(bytes, mode));
  }

  function entry(path: string): Entry | null {
    const node = at(path);
    if (!node) return null;
    if (node.kind === "file") {
      const { mode, identity, changed } = node.inode;
      return { kind: "file", mode, identity, changed: String(changed) };
    }
    const mode = node.kind === "folder" ? node.mode : 0o777;
    return { kind: node.kind, mode, identity: path, changed: path };
  }

  function moveFolder(from: string, to: string): void {
    for (const [path, node] of [...nodes]) {
      if (!path.startsWith(`${from}/`)) continue;
      nodes.delete(path);
      nodes.set(`${to}${path.slice(from.length)}`, node);
    }
  }

  function rename(from: string, to: string): void {
    const node = at(from);
    const [source, target] = [follow(from, false), place(to)];
    const there = nodes.get(target);
    if (!node) throw refusal("ENOENT", from);
    if (node.kind === "folder" && there) throw refusal("ENOTDIR", to);
    if (there?.kind === "folder") throw refusal("EISDIR", to);
    nodes.delete(source);
    nodes.set(target, node);
    touch(node);
    if (node.kind === "folder") moveFolder(source, target);
  }

  function copy(): MemoryFileSystem {
    const twin = createMemoryFileSystem();
    const names = new Map<string, string>();
    for (const [path, node] of [...nodes].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (node.kind === "link") twin.makeLink(path, node.target);
      if (node.kind === "folder") twin.makeFolder(path, node.mode);
      if (node.kind !== "file") continue;
      const { identity, bytes, mode } = node.inode;
      const other = names.get(identity);
      if (other === undefined) twin.writeBytes(path, bytes, mode);
      else twin.link(other, path);
      names.set(identity, path);
    }
    return twin;
  }

  for (const [path, text] of Object.entries(initial)) writeBytes(path, encoder.encode(text));

  return {
    get files() {
      const files = [...nodes].flatMap(([path, node]) =>
        node.kind === "file"
          ? [[path, { text: decoder.decode(node.inode.bytes), mode: node.inode.mode }] as const]
          : [],
      );
      return new Map(files);
    },
    get paths() {
      return [...nodes.keys()].filter((path) => path !== "").sort();
    },
    copy,
    entry,
    writeBytes,
    writeText: (path, text, mode) => writeBytes(path, encoder.encode(text), mode),
    saveInPlace(path, text) {
      const file = fileAt(path);
      if (!file) throw refusal("ENOENT", path);
      file.bytes = encoder.encode(text);
      file.changed = now += 1;
    },
    makeLink(path, target) {
      makeFolders(parentOf(path));
      nodes.set(place(path), { kind: "link", target });
      hasLinks = true;
    },
    changeMode(path, mode) {
      const node = at(path);
      if (node) touch(node);
      if (node?.kind === "file") node.inode.mode = mode;
      if (node?.kind === "folder") nodes.set(follow(path, false), { ...node, mode });
    },
    kind: (path) => entry(path)?.kind ?? null,
    realPath: (path) => follow(path, true),
    readText(path) {
      const file = fileAt(path);
      return file && decoder.decode(file.bytes);
    },
    readBytes: (path) => fileAt(path)?.bytes ?? null,
    list(path) {
      const real = follow(path, true);
      return nodes.get(real)?.kind === "folder" ? namesIn(real).sort() : [];
    },
    writeFile(path, bytes, mode) {
      nodes.set(freePlace(path), fileOf(bytes, mode));
    },
    makeFolder(path, mode = FOLDER_MODE) {
      if (at(path)?.kind !== "folder") nodes.set(freePlace(path), { kind: "folder", mode });
    },
    link(from, to) {
      const node = at(from);
      if (!node) throw refusal("ENOENT", from);
      if (node.kind === "folder") throw refusal("EISDIR", from);
      nodes.set(freePlace(to), node);
      touch(node);
    },
    move(from, to) {
      freePlace(to);
      rename(from, to);
    },
    rename,
    removeFile(path) {
      const node = at(path);
      if (node?.kind === "folder") throw refusal("EISDIR", path);
      nodes.delete(follow(path, false));
    },
    removeFolder(path) {
      const real = follow(path, false);
      if (nodes.get(real)?.kind !== "folder" || namesIn(real).length > 0) return false;
      return nodes.delete(real);
    },
    copyAccess(from, to) {
      const [source, target] = [fileAt(from), fileAt(to)];
      if (!source || !target) throw refusal("ENOENT", source ? to : from);
      target.mode = source.mode;
      target.changed = now += 1;
    },
    async sync(paths) {
      const missing = paths.find((path) => !at(path));
      if (missing !== undefined) throw refusal("ENOENT", missing);
    },
  };
}
