import type { StopSignal } from "../ports.ts";

/** Who made a call: where they see what it says, and how they stop it. */
export interface Caller {
  /** Whether they see data and messages on a terminal. */
  readonly hasTerminal: boolean;
  /** The width of what they see. */
  readonly columns: number;
  /** Whether they can be asked something. */
  canAsk(): boolean;
  out(text: string): void;
  /** Messages, progress and faults go beside the data. */
  err(text: string): void;
  /** @returns what ends it. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
}

/** The file descriptor of what is typed: asking it does not open a stream, as `process.stdin` would. */
const STDIN = 0;

function isTyped(): boolean {
  // Loading it takes longer than most of a start, and a stream to a terminal has done so.
  return process.getBuiltinModule("node:tty").isatty(STDIN);
}

const SIGNALS: readonly StopSignal[] = ["SIGINT", "SIGTERM"];

/** Hears the signals that the process gets. */
export function onProcessSignal(listener: (signal: StopSignal) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/** Whoever started this process. */
export function processCaller(): Caller {
  return {
    hasTerminal: process.stderr.isTTY === true && process.stdout.isTTY === true,
    columns: process.stdout.columns ?? 80,
    canAsk: () => process.stderr.isTTY === true && isTyped(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    onSignal: onProcessSignal,
  };
}
