import { commandEntries } from "../diagnostics/catalogue/command.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { StopSignal } from "../ports.ts";

/** 0 fine, 1 findings, 2 the call cannot be carried out, 130 and 143 stopped by a signal. */
export type ExitCode = 0 | 1 | 2 | 130 | 143;

/** As a shell says that a signal ended a process. */
export const signalExitCodes: Readonly<Record<StopSignal, ExitCode>> = {
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * Faults of the command entries keep a call from being carried out; all others are what it found in the
 * project, or in what it would make of the project.
 */
export function exitCodeOf(diagnostics: readonly Diagnostic[]): ExitCode {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return 0;
  return errors.some(({ code }) => Object.hasOwn(commandEntries, code)) ? 2 : 1;
}
