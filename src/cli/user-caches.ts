import { existsSync, type Stats, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

const WRITABLE_BY_OTHERS = 0o022;

/** The folder of caches that the system gives a user. */
function cachesOf({ env, platform }: NodeJS.Process): string {
  if (platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  const given = env.XDG_CACHE_HOME ?? "";
  return isAbsolute(given) ? given : join(homedir(), ".cache");
}

/** The folder for what is kept between calls, whoever's project they are for; undefined where there is none. */
export function cacheFolder(): string | undefined {
  try {
    return join(cachesOf(process), "scaffold");
  } catch {
    // The system knows nothing of the user.
    return undefined;
  }
}

/** The owner of a folder, or of the one that it is to be made in. */
function ownerOf(folder: string): number {
  return existsSync(folder) ? statSync(folder).uid : ownerOf(dirname(folder));
}

/** With `sudo` the home may still be the user's: what root makes there would be in their way. */
export function isOfAnother(folder: string): boolean {
  return process.getuid?.() === 0 && ownerOf(folder) !== 0;
}

/** Whether nobody but the user can have made or changed an entry; a system without users has nobody else. */
export function isOnlyOurs({ uid, mode }: Pick<Stats, "uid" | "mode">): boolean {
  const user = process.getuid?.();
  return user === undefined || (uid === user && (mode & WRITABLE_BY_OTHERS) === 0);
}
