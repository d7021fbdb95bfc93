import { createColors } from "picocolors";
import type { Caller } from "./caller.ts";

/** What the caller's terminal can do, and what they asked for. */
export interface Terminal {
  readonly canPrompt: boolean;
  readonly colors: ReturnType<typeof createColors>;
  readonly columns: number;
  out(text: string): void;
  /** Messages, progress and faults go beside the data. */
  err(text: string): void;
}

interface TerminalOptions {
  readonly input: boolean;
  readonly color: boolean;
}

function wantsColor(options: TerminalOptions, { hasTerminal }: Caller): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!options.color || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return hasTerminal && TERM !== "dumb";
}

/** Opens the terminal of whoever made the call. */
export function openTerminal(options: TerminalOptions, caller: Caller): Terminal {
  return {
    // Asked only where there is something to ask.
    get canPrompt() {
      return options.input && caller.canAsk();
    },
    colors: createColors(wantsColor(options, caller)),
    columns: caller.columns,
    out: caller.out,
    err: caller.err,
  };
}
