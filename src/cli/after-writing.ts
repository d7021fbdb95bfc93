import type { Written } from "../engine.ts";
import type { Result } from "../model/diagnostic.ts";
import { exitCodeOf, signalExitCodes } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";

/** An outcome after a write: a list of what was not written only misleads. */
export function afterWriting(outcome: Outcome, written: Result<Written>): Outcome {
  const { signal } = written.value;
  const isWritten = exitCodeOf(written.diagnostics) === 0;
  return {
    ...outcome,
    text: isWritten ? outcome.text : "",
    diagnostics: [...outcome.diagnostics, ...written.diagnostics],
    ...(signal === null ? {} : { exitCode: signalExitCodes[signal] }),
  };
}
