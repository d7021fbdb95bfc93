import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve as resolvePath, sep } from "node:path";
import { orNull } from "./file-faults.ts";

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

/** So many links may lead to one another. */
const MAX_LINKS = 40;

/** The real path of the nearest ancestor that exists. */
function realAncestor(path: string): string {
  return orNull(() => realpathSync.native(path)) ?? realAncestor(dirname(path));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** Whether a text is the name of an entry, and no way to another folder on any system. */
function isName(text: string): boolean {
  return text !== "" && text !== "." && text !== ".." && !/[\\/:]/.test(text);
}

/** Whether a symbolic link stands at the path. */
function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/**
 * Makes absolute paths below one folder, and proves that none of them leaves it through a symbolic
 * link; each folder is proved once.
 *
 * @throws OutsideProjectError where a path leads out.
 */
export function createBoundary(root: string) {
  const realRoot = realFolder(root);
  const realFolders = new Map<string, string>();

  /** Where an entry stands, or is to come; a link to nothing is followed as well. */
  function realEntry(path: string, links = 0): string {
    const folder = dirname(path);
    const real = realFolders.get(folder) ?? realFolder(folder);
    realFolders.set(folder, real);
    const entry = join(real, basename(path));
    if (!isLink(entry)) return entry;
    if (links > MAX_LINKS) throw new OutsideProjectError(path, ": its links lead in a circle");
    return realEntry(resolvePath(real, readlinkSync(entry)), links + 1);
  }

  function assertInside(path: string): void {
    const real = realAncestor(path);
    // A project that does not exist yet has its nearest ancestor above the root.
    const isComing = isBelow(realRoot, real) && !isLink(path);
    if (isBelow(real, realRoot) || isComing) return;
    throw new OutsideProjectError(path, " through a symbolic link");
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
    if (!isBelow(absolute, join(root))) {
      throw new OutsideProjectError(path);
    }
    // The root itself may stand behind any links.
    if (path === "") return absolute;
    assertInside(dirname(absolute));
    if (isName(name)) proved.set(folder, absolute.slice(0, -name.length));
    return absolute;
  }

  return {
    /** The absolute path; the entry itself may be a link. */
    resolve,
    /** The path below the real root that an entry has once links are followed. */
    realPath(path: string): string {
      const real = realEntry(resolve(path));
      if (!isBelow(real, realRoot)) {
        throw new OutsideProjectError(path, " through a symbolic link");
      }
      return relative(realRoot, real).split(sep).join("/");
    },
    /** The absolute path of a file or folder that is about to be read. */
    resolveFile(path: string): string {
      const absolute = resolve(path);
      if (isLink(absolute)) assertInside(absolute);
      return absolute;
    },
  };
}
