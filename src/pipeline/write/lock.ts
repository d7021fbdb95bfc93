import { isFileFault } from "../../diagnostics/file-fault.ts";
import { bytesDigest } from "../../language/digest.ts";
import { RECORD_FOLDER, RUN_LOCK_FILE } from "../../language/project-layout.ts";
import {
  type FileSystem,
  type Host,
  type LockHolder,
  type SignalWatch,
  StopError,
} from "../../ports.ts";
import { LockedError } from "./faults.ts";

/*
 * The lock is a file that says who holds it, linked to its name, which only one can do. Where its
 * owner is dead, the next one becomes its heir: it links a file whose name is made from the dead
 * owner's text, which again only one can do. The last heir holds the lock. So nobody ever takes a
 * file away that could by now be another's; and a lock whose text still stands at its name after an
 * heir has linked itself has not been released in between.
 */

/** A lock that this run holds. */
export interface Lock {
  readonly holder: LockHolder;
  release(): void;
}

/** One owner in the line from the lock to its last heir. */
interface Owner {
  readonly path: string;
  readonly text: string;
}

const TOKEN_LENGTH = 16;
const PREFIX = `${RUN_LOCK_FILE}.`;

/** How long a run waits for another one, and how often it looks. */
const PAUSE = 100;
const PATIENCE = 50;

function tokenOf(text: string): string {
  return bytesDigest(new TextEncoder().encode(text)).slice(0, TOKEN_LENGTH);
}

function heirOf({ text }: Owner): string {
  return `${PREFIX}${tokenOf(text)}`;
}

function ownerAt(path: string, fileSystem: FileSystem): Owner | null {
  const bytes = fileSystem.readBytes(path);
  return bytes && { path, text: new TextDecoder().decode(bytes) };
}

/** The owners, each the heir of the one before it. */
function lineOf(fileSystem: FileSystem): readonly Owner[] {
  const line: Owner[] = [];
  let owner = ownerAt(RUN_LOCK_FILE, fileSystem);
  while (owner && !line.some(({ path }) => path === owner?.path)) {
    line.push(owner);
    owner = ownerAt(heirOf(owner), fileSystem);
  }
  return line;
}

/** What a lock says; null where it says nothing, as after a crash of the machine. */
function holderOf({ text }: Owner): LockHolder | null {
  try {
    const value: Partial<LockHolder> | null = JSON.parse(text);
    return typeof value?.pid === "number" && typeof value.host === "string"
      ? {
          started: null,
          namespace: null,
          command: "",
          time: "",
          ...value,
          pid: value.pid,
          host: value.host,
        }
      : null;
  } catch {
    return null;
  }
}

function saysExists(error: unknown): boolean {
  return isFileFault(error) && error.code === "EEXIST";
}

/** @returns whether the name was free. */
function linkTo(path: string, mine: string, fileSystem: FileSystem): boolean {
  try {
    fileSystem.link(mine, path);
    return true;
  } catch (error) {
    if (saysExists(error)) return false;
    throw error;
  }
}

/** Takes the place after the last owner of a line. @returns the line with it, or null. */
function take(
  line: readonly Owner[],
  mine: Owner,
  fileSystem: FileSystem,
): readonly Owner[] | null {
  const [first] = line;
  const last = line.at(-1);
  const path = last ? heirOf(last) : RUN_LOCK_FILE;
  if (!linkTo(path, mine.path, fileSystem)) return null;
  if (first && ownerAt(RUN_LOCK_FILE, fileSystem)?.text !== first.text) {
    // It was released, and an heir of nobody holds nothing.
    fileSystem.removeFile(path);
    return null;
  }
  return [...line, { path, text: mine.text }];
}

/** What dead runs left beside the lock. */
function leftovers(line: readonly Owner[], { fileSystem, host }: LockPorts): readonly string[] {
  const names = fileSystem.list(RECORD_FOLDER).map((name) => `${RECORD_FOLDER}/${name}`);
  return names.filter((path) => {
    if (!path.startsWith(PREFIX) || line.some((owner) => owner.path === path)) return false;
    const owner = ownerAt(path, fileSystem);
    const holder = owner && holderOf(owner);
    return !holder || !host.isRunning(holder);
  });
}

function releaseLine(line: readonly Owner[], ports: LockPorts): void {
  const { fileSystem } = ports;
  try {
    for (const path of leftovers(line, ports)) fileSystem.removeFile(path);
    // From here on it is free; what the line leaves behind has no meaning without its head.
    for (const { path } of line) fileSystem.removeFile(path);
    fileSystem.removeFolder(RECORD_FOLDER);
  } catch (error) {
    // The process ends, and with it the lock.
    if (!isFileFault(error)) throw error;
  }
}

/** What writing needs of the outside. */
export interface LockPorts {
  readonly fileSystem: FileSystem;
  readonly host: Host;
}

function nameOf(holder: LockHolder | null): string {
  if (!holder) return "another run";
  return `\`${holder.command}\` (process ${holder.pid} on ${holder.host}, since ${holder.time})`;
}

/** Writes what the lock is to say under a name of this run's own. */
function writeOwn(holder: LockHolder, fileSystem: FileSystem): Owner {
  const text = `${JSON.stringify(holder)}\n`;
  const path = `${PREFIX}new-${tokenOf(text)}`;
  fileSystem.makeFolder(RECORD_FOLDER);
  fileSystem.removeFile(path);
  fileSystem.writeFile(path, new TextEncoder().encode(text), 0o644);
  return { path, text };
}

/** Tries once. @returns the line with this run at its end; null where it has to try again. */
function tryTake(line: readonly Owner[], holder: LockHolder, fileSystem: FileSystem) {
  try {
    const mine = writeOwn(holder, fileSystem);
    const taken = take(line, mine, fileSystem);
    fileSystem.removeFile(mine.path);
    return taken;
  } catch (error) {
    // Somebody tidied up between two calls.
    if (isFileFault(error) && error.code === "ENOENT" && fileSystem.kind("") === "folder")
      return null;
    throw error;
  }
}

/** Whether the last of a line holds the lock no more; one that cannot be read is given time. */
function isFree(line: readonly Owner[], tries: number, host: Host): boolean {
  const last = line.at(-1);
  const holder = last && holderOf(last);
  return !last || (holder ? !host.isRunning(holder) : tries >= PATIENCE);
}

/**
 * Takes the lock of a project; waits a little where another run holds it.
 *
 * @throws LockedError, StopError, or what the file system refuses.
 */
export async function acquireLock(ports: LockPorts, signals: SignalWatch): Promise<Lock> {
  const { fileSystem, host } = ports;
  const holder = host.holder();
  for (let tries = 0; ; tries++) {
    const line = lineOf(fileSystem);
    const taken = isFree(line, tries, host) ? tryTake(line, holder, fileSystem) : null;
    if (taken) return { holder, release: () => releaseLine(taken, ports) };
    const signal = await signals.received();
    if (signal) throw new StopError(signal);
    const last = line.at(-1);
    const other = last ? holderOf(last) : null;
    if (tries >= PATIENCE) throw new LockedError(nameOf(other));
    if (tries === 0) host.say(`Waiting for ${nameOf(other)} ...`);
    await host.pause(PAUSE);
  }
}
