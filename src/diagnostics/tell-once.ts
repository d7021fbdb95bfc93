import type { Diagnostic } from "../model/diagnostic.ts";

/**
 * Leaves out what was told before: one template makes many files.
 *
 * @param sameAs - What two diagnostics have in common that tell the same.
 */
export function tellOnce(sameAs: (diagnostic: Diagnostic) => readonly unknown[]) {
  const told = new Set<string>();
  return (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
    diagnostics.filter((diagnostic) => {
      const key = JSON.stringify(sameAs(diagnostic));
      const isNew = !told.has(key);
      told.add(key);
      return isNew;
    });
}
