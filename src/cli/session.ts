import type { Ports } from "../ports.ts";
import type { Terminal } from "./terminal.ts";

/** Options that every command has. */
export interface GlobalOptions {
  readonly json: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly input: boolean;
  /** Whether to wait for the disk where a crash of the machine would lose something. */
  readonly sync: boolean;
  readonly color: boolean;
  readonly project?: string;
}

/** One call of the command line: where, with what, and how it talks. */
export interface Session {
  readonly options: GlobalOptions;
  readonly terminal: Terminal;
  readonly workingFolder: string;
  /** The words after `scaffold`, as they were typed. */
  readonly words: readonly string[];
  /** Those of them that are known to be no options before the command is; the first names it. */
  readonly operands: readonly string[];
  /** The folder that the engine is installed in. */
  readonly packageRoot: string;
  /** The engine's ports for a folder. */
  readonly portsFor: (root: string) => Ports;
}
