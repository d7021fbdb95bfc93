import { isFileFault } from "../../diagnostics/file-fault.ts";
import { bytesDigest } from "../../language/digest.ts";
import { RECORD_FOLDER, RUN_LOCK_FILE } from "../../language/project-layout.ts";
import { visible } from "../../language/quoted.ts";
import type { FileSystem, Host, LockHolder, SignalWatch } from "../../ports.ts";
import { LockedError, StopError } from "./faults.ts";
import { isOneFile } from "./working-files.ts";

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

/** What stands in the place of an owner, and cannot be read: another user's file, or a folder. */
interface Unreadable {
  readonly path: string;
  readonly text: null;
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

function ownerAt(path: string, fileSystem: FileSystem): Owner | Unreadable | null {
  try {
    const bytes = fileSystem.readBytes(path);
    return bytes && { path, text: new TextDecoder().decode(bytes) };
  } catch (error) {
    if (isFileFault(error)) return { path, text: null };
    throw error;
  }
}

function isReadable(owner: Owner | Unreadable | null): owner is Owner {
  return typeof owner?.text === "string";
}

/** Who holds the lock, or did. */
interface Line {
  /** The owners, each the heir of the one before it. */
  readonly owners: readonly Owner[];
  /** What comes after them, where that cannot be read: nobody can become its heir. */
  readonly end: Unreadable | null;
}

function lineOf(fileSystem: FileSystem): Line {
  const owners: Owner[] = [];
  let owner = ownerAt(RUN_LOCK_FILE, fileSystem);
  while (isReadable(owner) && !owners.some(({ path }) => path === owner?.path)) {
    owners.push(owner);
    owner = ownerAt(heirOf(owner), fileSystem);
  }
  return { owners, end: owner === null || isReadable(owner) ? null : owner };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a lock says; null where it says nothing, as after a crash of the machine. */
function holderOf({ text }: Owner): LockHolder | null {
  try {
    const value: Partial<LockHolder> | null = JSON.parse(text);
    if (typeof value?.pid !== "number" || typeof value.host !== "string") return null;
    const { pid, host, started = null, namespace = null, command, time } = value;
    return { pid, host, started, namespace, command: textOf(command), time: textOf(time) };
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
    // A server whose answer was lost is asked again, and finds what it has done.
    if (saysExists(error)) return isOneFile(path, mine, fileSystem);
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

/** What dead runs left beside the lock; what cannot be read is left to whom it belongs. */
function leftovers(line: readonly Owner[], { fileSystem, host }: LockPorts): readonly string[] {
  const names = fileSystem.list(RECORD_FOLDER).map((name) => `${RECORD_FOLDER}/${name}`);
  return names.filter((path) => {
    if (!path.startsWith(PREFIX) || line.some((owner) => owner.path === path)) return false;
    const owner = ownerAt(path, fileSystem);
    if (!isReadable(owner)) return false;
    const holder = holderOf(owner);
    return !holder || !host.isRunning(holder);
  });
}

/** Removes what the file system lets be removed: the process ends, and with it the lock. */
function tryToRemove(paths: readonly string[], fileSystem: FileSystem): void {
  for (const path of paths) {
    try {
      fileSystem.removeFile(path);
    } catch (error) {
      if (!isFileFault(error)) throw error;
    }
  }
}

function releaseLine(line: readonly Owner[], ports: LockPorts): void {
  const { fileSystem } = ports;
  try {
    tryToRemove(leftovers(line, ports), fileSystem);
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

function nameOf({ owners, end }: Line): string {
  if (end) return `another run: \`${end.path}\` is there, and cannot be read`;
  const last = owners.at(-1);
  const holder = last && holderOf(last);
  if (!holder) return "another run";
  const [command, host, time] = [holder.command, holder.host, holder.time].map(visible);
  return `\`${command}\` (process ${holder.pid} on ${host}, since ${time})`;
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
function isFree({ owners, end }: Line, tries: number, host: Host): boolean {
  if (end) return false;
  const last = owners.at(-1);
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
    const taken = isFree(line, tries, host) ? tryTake(line.owners, holder, fileSystem) : null;
    if (taken) return { holder, release: () => releaseLine(taken, ports) };
    const signal = await signals.received();
    if (signal) throw new StopError(signal);
    if (tries >= PATIENCE) throw new LockedError(nameOf(line));
    if (tries === 0) host.say(`Waiting for ${nameOf(line)} ...`);
    await host.pause(PAUSE);
  }
}
