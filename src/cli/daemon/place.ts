import { lstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, isOfAnother, isOnlyOurs } from "../user-caches.ts";

/** Systems cut longer names of sockets, macOS the first. */
const LONGEST = 103;

/**
 * Where the daemon of one build of the engine is asked, by one version of Node.js; undefined where there can
 * be none: on Windows, and where the user has no folder for it, or one with too long a name.
 *
 * @param build - A short text, another one for each build.
 */
export function daemonPlace(build: string): string | undefined {
  if (process.platform === "win32") return undefined;
  const folder = cacheFolder();
  if (folder === undefined) return undefined;
  const place = join(folder, `${build.replaceAll(/[^\w.]/g, "-")}.sock`);
  return Buffer.byteLength(place) > LONGEST ? undefined : place;
}

/** Whether it is a socket that stands at a place, and nobody but the user can have put it there. */
export function isOwnSocket(place: string): boolean {
  try {
    const found = lstatSync(place);
    const isOurs = found.uid === process.getuid?.() && isOnlyOurs(lstatSync(dirname(place)));
    return found.isSocket() && isOurs;
  } catch {
    return false;
  }
}

/** Makes the folder of a place. @returns whether nobody but the user can put anything there. */
export function prepare(place: string): boolean {
  const folder = dirname(place);
  if (isOfAnother(folder)) return false;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return isOnlyOurs(lstatSync(folder));
}
