import type { Diagnostic, Result } from "../model/diagnostic.ts";

/** Whether something is wrong, and not only doubtful. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

/** Collects the faults of every stage on the way through. */
export function collector() {
  const diagnostics: Diagnostic[] = [];
  function take<T>(result: Result<T>): T {
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    return result.value;
  }
  return { diagnostics, take };
}
