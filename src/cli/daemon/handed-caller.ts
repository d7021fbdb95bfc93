import type { StopSignal } from "../../ports.ts";
import type { Caller } from "../caller.ts";
import type { Answer, HandedCall } from "./protocol.ts";

/** Something has to be asked, and only the process of whoever made the call can do so. */
export class CannotAskError extends Error {
  constructor() {
    super("only the caller's own process can ask");
    this.name = "CannotAskError";
  }
}

/** The caller of a call that was handed over. */
export interface HandedCaller extends Caller {
  /** They got a signal, or are gone. */
  stop(signal: StopSignal): void;
}

/** @param answer - Sends something to them. */
export function handedCaller(
  { hasTerminal, columns, canAsk }: HandedCall,
  answer: (answer: Answer) => void,
): HandedCaller {
  const listeners = new Set<(signal: StopSignal) => void>();
  let stoppedBy: StopSignal | undefined;
  const say = (kind: "out" | "err") => (text: string) => {
    if (stoppedBy === undefined) answer({ kind, text });
  };
  return {
    hasTerminal,
    columns,
    canAsk() {
      if (canAsk) throw new CannotAskError();
      return false;
    },
    out: say("out"),
    err: say("err"),
    onSignal(listener) {
      listeners.add(listener);
      // Their process would have ended by now, so nothing is written any more.
      if (stoppedBy !== undefined) listener(stoppedBy);
      return () => void listeners.delete(listener);
    },
    stop(signal) {
      // What is being written is taken back first, and that is told.
      for (const listener of listeners) listener(signal);
      if (listeners.size > 0 || stoppedBy !== undefined) return;
      answer({ kind: "stopped", signal });
      stoppedBy = signal;
    },
  };
}
