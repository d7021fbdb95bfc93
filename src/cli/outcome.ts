import type { Diagnostic } from "../model/diagnostic.ts";
import type { ExitCode } from "./exit-code.ts";

/** What a command gives: the same result as text and as data. */
export interface Outcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What a person reads, on stdout. */
  readonly text: string;
  /** What a program reads: the member `result` of the envelope. */
  readonly result: object | null;
  /** What to do next, on stderr. */
  readonly next?: readonly string[];
  /** Where it does not follow from the diagnostics. */
  readonly exitCode?: ExitCode;
  /** The folder that the diagnostics' files are relative to, where it is not the project's. */
  readonly root?: string;
  /** The text of a file that is not on disk as the diagnostics count in it. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** An outcome that is only faults. */
export function failure(...diagnostics: Diagnostic[]): Outcome {
  return { diagnostics, text: "", result: null };
}
