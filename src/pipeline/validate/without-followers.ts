import type { Diagnostic } from "../../model/diagnostic.ts";

/** Leaves out what is said of a value that does not fit the schema in the first place. */
export function withoutFollowers(
  diagnostics: readonly Diagnostic[],
  ofSchema: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (diagnostics.length === 0) return diagnostics;
  const blamed = ofSchema
    .filter(({ code }) => code !== "missing-member" && code !== "unknown-member")
    .map(({ place }) => place?.pointer);
  if (blamed.length === 0) return diagnostics;
  return diagnostics.filter(
    ({ place }) => !blamed.some((pointer) => isWithin(place?.pointer, pointer)),
  );
}

function isWithin(pointer: string | undefined, parent: string | undefined): boolean {
  if (pointer === undefined || parent === undefined) return false;
  return pointer === parent || pointer.startsWith(`${parent}/`);
}
