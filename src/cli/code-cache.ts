import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { cacheFolder, isOfAnother, isOnlyOurs } from "./user-caches.ts";

/** What a run compiled. */
export interface CompiledCode {
  /** As V8 gives it. */
  readonly code: Buffer;
  /** The processor time that the run took, in microseconds. */
  readonly effort: number;
}

/** Where compiled code is kept from one run to the next. */
export interface CodeCache {
  /** @returns undefined where there is none that fits. */
  read(): CompiledCode | undefined;
  /** Where it cannot be kept, the next run compiles again. */
  keep(compiled: CompiledCode): void;
}

/** Whose code it is, and whether it is whole: V8 checks neither. */
const SEAL_LENGTH = 64;
/** A number of 64 bits stands before the code. */
const EFFORT_LENGTH = 8;

/** Code is run, so it is believed only where nobody but the user can have written it. */
function readOwn(file: string): Buffer | undefined {
  // A pipe that nobody writes to is not waited for; Windows has no such flag.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = fstatSync(descriptor);
    return found.isFile() && isOnlyOurs(found) ? readFileSync(descriptor) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

function sealOf(identity: string, content: Buffer): Buffer {
  // Loading it takes a tenth of a start, and a call that a daemon answers reads no code.
  const { createHash } = process.getBuiltinModule("node:crypto");
  return Buffer.from(createHash("sha256").update(`${identity}\n`).update(content).digest("hex"));
}

function readSealed(file: string, identity: string): CompiledCode | undefined {
  const bytes = readOwn(file);
  const content = bytes?.subarray(SEAL_LENGTH);
  if (!content || content.length < EFFORT_LENGTH) return undefined;
  if (!bytes?.subarray(0, SEAL_LENGTH).equals(sealOf(identity, content))) return undefined;
  return { effort: content.readDoubleLE(), code: content.subarray(EFFORT_LENGTH) };
}

/** In one step, since several runs may do it at once. */
function writeSealed(file: string, identity: string, { code, effort }: CompiledCode): void {
  const number = Buffer.alloc(EFFORT_LENGTH);
  number.writeDoubleLE(effort);
  const content = Buffer.concat([number, code]);
  const unfinished = `${file}.${process.pid}`;
  try {
    writeFileSync(unfinished, Buffer.concat([sealOf(identity, content), content]), { mode: 0o600 });
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
  const folder = process.env.NODE_DISABLE_COMPILE_CACHE ? undefined : cacheFolder();
  if (folder === undefined) return { read: () => undefined, keep: () => undefined };
  const file = join(folder, `${name}.code`);
  return {
    read: () => orNothing(() => readSealed(file, identity)),
    keep(compiled) {
      orNothing(() => {
        if (isOfAnother(folder)) return;
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeSealed(file, identity, compiled);
      });
    },
  };
}
