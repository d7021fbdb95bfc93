import type { Host, StopSignal } from "../../src/ports.ts";

/** A process that a test invents, and what became known of it. */
export interface TestHost extends Host {
  /** What was said on the way. */
  readonly said: readonly string[];
}

/** What a test may want to be otherwise. */
export interface TestHostOptions {
  readonly pid?: number;
  /** Processes that run beside this one. */
  readonly running?: readonly number[];
  /** Which signal has come, each time that somebody looks. */
  readonly signal?: () => StopSignal | null;
  /** What happens while the run waits. */
  readonly onPause?: () => void;
}

/** A host whose clock stands still and whose waiting takes no time. */
export function createTestHost(options: TestHostOptions = {}): TestHost {
  const { pid = 1, running = [], signal = () => null, onPause } = options;
  const said: string[] = [];
  return {
    said,
    holder: () => ({
      pid,
      started: `start of ${pid}`,
      host: "here",
      namespace: null,
      command: "scaffold apply",
      time: "2026-11-28T09:00:00.000Z",
    }),
    isRunning: (holder) => holder.pid === pid || running.includes(holder.pid),
    pause: async () => onPause?.(),
    watchSignals: () => ({ received: async () => signal(), close: () => undefined }),
    say: (message) => void said.push(message),
  };
}
