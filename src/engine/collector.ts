import type { Diagnostic, Result } from "../model/diagnostic.ts";

/** Collects the faults of every stage on the way through. */
export function collector() {
  const diagnostics: Diagnostic[] = [];
  function take<T>(result: Result<T>): T {
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    return result.value;
  }
  return { diagnostics, take };
}
