import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve as resolvePath, sep } from "node:path";
import { faultCode, orNull } from "./file-faults.ts";

/** What the system says of a link without an end, or to nothing. */
const LEADS_NOWHERE = new Set(["ENOENT", "ENOTDIR", "ELOOP"]);

/** A path that leads out of the project: the project's fault, and no bug. */
export class OutsideProjectError extends Error {
  constructor(path: string, how = "") {
    super(`\`${path}\` leads out of the project${how}`);
    this.name = "OutsideProjectError";
  }
}

/** The real path that a folder has, or will have once it is made. */
function realFolder(path: string): string {
  return orNull(() => realpathSync.native(path)) ?? join(realFolder(dirname(path)), basename(path));
}

/** Null where a link leads to nothing, or in a circle. */
function realPathOf(link: string): string | null {
  try {
    return realpathSync.native(link);
  } catch (error) {
    if (LEADS_NOWHERE.has(faultCode(error) ?? "")) return null;
    throw error;
  }
}

/** So many links may lead to one another. */
const MAX_LINKS = 40;

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a text is the name of an entry, and no way to another folder on any system. */
function isName(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && !/[\\/:]/.test(text);
}

/** Whether a symbolic link stands at the path. */
function isLink(path: string): boolean {
  return orNull(() => lstatSync(path, { throwIfNoEntry: false }))?.isSymbolicLink() ?? false;
}

/**
 * Makes absolute paths below one folder, and proves that none of them leaves it through a symbolic
 * link; each folder is proved once.
 *
 * @throws OutsideProjectError where a path leads out.
 */
export function createBoundary(root: string) {
  const top = join(root);
  const realRoot = realFolder(top);
  const realFolders = new Map([
    [top, realRoot],
    [realRoot, realRoot],
  ]);

  /** Below the root a folder's real path is known but for its own name, which may be a link. */
  function realPathOfFolder(folder: string, links: number): string {
    const known = realFolders.get(folder);
    if (known !== undefined) return known;
    const isInside = isBelow(folder, top) || isBelow(folder, realRoot);
    const real = isInside ? realEntry(folder, links) : realFolder(folder);
    realFolders.set(folder, real);
    return real;
  }

  /** Where an entry stands, or is to come; a link to nothing is followed as well. */
  function realEntry(path: string, links = 0): string {
    const folder = realPathOfFolder(dirname(path), links);
    const entry = join(folder, basename(path));
    if (!isLink(entry)) return entry;
    // Where a link leads to is the system's to say: with `..` behind another one no text tells it.
    const real = realPathOf(entry);
    if (real !== null) return real;
    if (links > MAX_LINKS) throw new OutsideProjectError(path, ": its links lead in a circle");
    return realEntry(resolvePath(folder, readlinkSync(entry)), links + 1);
  }

  function assertInside(path: string, real: string): void {
    if (!isBelow(real, realRoot)) throw new OutsideProjectError(path, " through a symbolic link");
  }

  /** What stands before a name in a folder that was proved, by the engine's path of the folder. */
  const proved = new Map<string, string>();

  function resolve(path: string): string {
    const end = path.lastIndexOf("/");
    const name = path.slice(end + 1);
    const folder = path.slice(0, Math.max(0, end));
    const before = proved.get(folder);
    if (before !== undefined && isName(name)) return before + name;
    const absolute = join(root, path);
    if (!isBelow(absolute, top)) throw new OutsideProjectError(path);
    // The root itself may stand behind any links.
    if (path === "") return absolute;
    assertInside(path, realPathOfFolder(dirname(absolute), 0));
    if (isName(name)) proved.set(folder, absolute.slice(0, -name.length));
    return absolute;
  }

  return {
    /** The absolute path; the entry itself may be a link. */
    resolve,
    /** The path below the real root that an entry has once links are followed. */
    realPath(path: string): string {
      const real = realEntry(resolve(path));
      assertInside(path, real);
      return relative(realRoot, real).split(sep).join("/");
    },
    /** The absolute path of a file or folder that is about to be read. */
    resolveFile(path: string): string {
      const absolute = resolve(path);
      if (isLink(absolute)) assertInside(path, realEntry(absolute));
      return absolute;
    },
  };
}
