import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Host, LockHolder, SignalWatch, StopSignal } from "../ports.ts";
import { faultCode } from "./file-faults.ts";

const SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

/** More of a command line than this is of no help to anybody. */
const COMMAND_LENGTH = 200;

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/**
 * When a process was started, where the system has a `/proc`: ticks since the boot, and which boot.
 *
 * @returns null where nothing can be told, or there is no such process, or only its remains.
 */
function startOf(pid: number): string | null {
  const boot = textOf("/proc/sys/kernel/random/boot_id");
  const stat = textOf(`/proc/${pid}/stat`);
  if (boot === null || stat === null) return null;
  // The second member is the program's name, and may hold anything.
  const [state, ...members] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") return null;
  return `${boot.trim()} ${members[18]}`;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return faultCode(error) === "EPERM";
  }
}

function isRunning({ host, pid, started }: LockHolder): boolean {
  if (host !== hostname()) return true;
  return started === null ? exists(pid) : startOf(pid) === started;
}

function watchSignals(): SignalWatch {
  let first: StopSignal | null = null;
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      first ??= signal;
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return {
    async received() {
      await new Promise((resolve) => setImmediate(resolve));
      return first;
    },
    close() {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}

/** The process itself. `command` is what the lock calls it. */
export function createNodeHost(command: string): Host {
  return {
    holder: () => ({
      pid: process.pid,
      started: startOf(process.pid),
      host: hostname(),
      command: command.slice(0, COMMAND_LENGTH),
      time: new Date().toISOString(),
    }),
    isRunning,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    watchSignals,
    say: (message) => void process.stderr.write(`${message}\n`),
  };
}
