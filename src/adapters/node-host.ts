import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Host, LockHolder, SignalWatch, StopSignal } from "../ports.ts";
import { faultCode } from "./file-faults.ts";

/** More of a command line than this is of no help to anybody. */
const COMMAND_LENGTH = 200;

function orUnknown<T>(call: () => T): T | null {
  try {
    return call();
  } catch {
    return null;
  }
}

function bootId(): string | null {
  return orUnknown(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
}

/** The namespace of the machine itself has this number after each boot. */
const FIRST_NAMESPACE = "pid:[4026531836]";

/** What process numbers count in: a container has its own, and no other one after a boot. */
function namespaceOf(): string | null {
  const link = orUnknown(() => readlinkSync("/proc/self/ns/pid"));
  return link === null || link === FIRST_NAMESPACE ? link : `${link} ${bootId()}`;
}

/** A process as `/proc` shows it. */
interface Shown {
  /** Only its remains are there. */
  readonly hasEnded: boolean;
  /** Ticks since the boot, and which boot. */
  readonly started: string;
}

/** Whether `/proc` is there, and counts as this process does: one of another namespace may be mounted. */
function isProcOurs(): boolean {
  return orUnknown(() => readlinkSync("/proc/self")) === String(process.pid);
}

/** @returns null where nothing can be told: processes of others may be hidden. */
function shown(pid: number): Shown | null {
  const boot = bootId();
  const stat = orUnknown(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (boot === null || stat === null || !isProcOurs()) return null;
  // The second member is the program's name, and may hold anything.
  const [state, ...members] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return { hasEnded: state === "Z" || state === "X", started: `${boot} ${members[18]}` };
}

/** Only one answer says that there is no such process; it may be another user's. */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return faultCode(error) === "ESRCH";
  }
}

/** Of whom nothing can be told may be running. */
function isRunning({ host, namespace, pid, started }: LockHolder): boolean {
  if (host !== hostname() || namespace !== namespaceOf()) return true;
  if (isGone(pid)) return false;
  const now = shown(pid);
  if (now?.hasEnded) return false;
  return started === null || now === null || now.started === started;
}

function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function watchSignals({ onSignal }: Call): SignalWatch {
  let first: StopSignal | null = null;
  const close = onSignal((signal) => {
    first ??= signal;
  });
  return {
    async received() {
      // This turn of the loop may be past its look for signals; the next one is not.
      await endOfTurn();
      await endOfTurn();
      return first;
    },
    close,
  };
}

/** What a host is told of the call that it is for. */
export interface Call {
  /** What the lock calls it. */
  readonly command: string;
  /** Hears what asks the call to stop. @returns what ends that. */
  readonly onSignal: (listener: (signal: StopSignal) => void) => () => void;
  /** Tells whoever made the call something. */
  readonly say: (message: string) => void;
}

/** The process itself, while it carries out a call. */
export function createNodeHost(call: Call): Host {
  return {
    holder: () => ({
      pid: process.pid,
      started: shown(process.pid)?.started ?? null,
      host: hostname(),
      namespace: namespaceOf(),
      command: call.command.slice(0, COMMAND_LENGTH),
      time: new Date().toISOString(),
    }),
    isRunning,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    watchSignals: () => watchSignals(call),
    say: call.say,
  };
}
