import { createColors } from "picocolors";

/** What the terminal can do, and what its user asked for. */
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

function wantsColor(options: TerminalOptions): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (!options.color || (NO_COLOR !== undefined && NO_COLOR !== "")) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "0") return true;
  return process.stderr.isTTY === true && process.stdout.isTTY === true && TERM !== "dumb";
}

/** The file descriptor of what is typed: asking it does not open a stream, as `process.stdin` would. */
const STDIN = 0;

function isTyped(): boolean {
  // Loading it takes longer than most of a start, and a stream to a terminal has done so.
  return process.getBuiltinModule("node:tty").isatty(STDIN);
}

/** Opens the terminal that the process runs in. */
export function openTerminal(options: TerminalOptions): Terminal {
  return {
    canPrompt: options.input && process.stderr.isTTY === true && isTyped(),
    colors: createColors(wantsColor(options)),
    columns: process.stdout.columns ?? 80,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
  };
}
