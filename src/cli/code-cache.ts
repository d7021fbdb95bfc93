import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";

/** Where compiled code is kept from one run to the next. */
export interface CodeCache {
  /** @returns undefined where there is none that fits. */
  read(): Buffer | undefined;
  /** Where it cannot be kept, the next run compiles again. */
  keep(code: Buffer): void;
}

/** Whose code it is, and whether it is whole: V8 checks neither. */
const SEAL_LENGTH = 64;
const WRITABLE_BY_OTHERS = 0o022;

/** The folder of caches that the system gives a user. */
function cachesOf({ env, platform }: NodeJS.Process): string {
  if (platform === "win32") return env.LOCALAPPDATA ?? join(homedir(), "AppData", "Local");
  if (platform === "darwin") return join(homedir(), "Library", "Caches");
  const given = env.XDG_CACHE_HOME ?? "";
  return isAbsolute(given) ? given : join(homedir(), ".cache");
}

/** Code is run, so it is believed only where nobody but the user can have written it. */
function readOwn(file: string): Buffer | undefined {
  const descriptor = openSync(file, "r");
  try {
    const { uid, mode } = fstatSync(descriptor);
    const user = process.getuid?.();
    if (user !== undefined && (uid !== user || (mode & WRITABLE_BY_OTHERS) !== 0)) return undefined;
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function sealOf(identity: string, code: Buffer): Buffer {
  return Buffer.from(createHash("sha256").update(`${identity}\n`).update(code).digest("hex"));
}

function readSealed(file: string, identity: string): Buffer | undefined {
  const bytes = readOwn(file);
  if (!bytes) return undefined;
  const code = bytes.subarray(SEAL_LENGTH);
  return bytes.subarray(0, SEAL_LENGTH).equals(sealOf(identity, code)) ? code : undefined;
}

/** The owner of a folder, or of the one that it is to be made in. */
function ownerOf(folder: string): number {
  return existsSync(folder) ? statSync(folder).uid : ownerOf(dirname(folder));
}

/** With `sudo` the home may still be the user's: what root makes there would be in their way. */
function isOfAnother(folder: string): boolean {
  return process.getuid?.() === 0 && ownerOf(folder) !== 0;
}

/** In one step, since several runs may do it at once. */
function writeSealed(file: string, identity: string, code: Buffer): void {
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([sealOf(identity, code), code]), { mode: 0o600 });
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

/** Does something that a run can do without. */
function orNothing<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/**
 * Opens the cache in the user's own folder; none where `NODE_DISABLE_COMPILE_CACHE` is set, as for the
 * cache of Node.js itself.
 *
 * @param identity - What the code was compiled from, and by what; code of another one is not read.
 */
export function openCodeCache(name: string, identity: string): CodeCache {
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE
    ? undefined
    : orNothing(() => join(cachesOf(process), "scaffold"));
  if (folder === undefined) return { read: () => undefined, keep: () => undefined };
  const file = join(folder, `${name}.code`);
  return {
    read: () => orNothing(() => readSealed(file, identity)),
    keep(code) {
      orNothing(() => {
        if (isOfAnother(folder)) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeSealed(file, identity, code);
      });
    },
  };
}
