import { isAbsolute, join, relative } from "node:path";
import { mapPlaces } from "../diagnostics/places.ts";
import type { Diagnostic, Place } from "../model/diagnostic.ts";

/** Diagnostics that name files as the user reaches them, and the way back to the project's names. */
export interface ShownFiles {
  readonly diagnostics: readonly Diagnostic[];
  readonly original: (file: string) => string;
}

/**
 * Names the files of a project from where the user stands. Built-in ones, command lines and absolute
 * paths, which only a person gives, stay.
 */
export function showFiles(
  diagnostics: readonly Diagnostic[],
  { root, workingFolder }: { readonly root: string; readonly workingFolder: string },
): ShownFiles {
  const originals = new Map<string, string>();
  function shown(place: Place): Place {
    const { file, text } = place;
    if (text !== undefined || file.startsWith("built-in:") || isAbsolute(file)) return place;
    const name = relative(workingFolder, join(root, file));
    originals.set(name, file);
    return { ...place, file: name };
  }
  return {
    diagnostics: diagnostics.map((diagnostic) => mapPlaces(diagnostic, shown)),
    original: (file) => originals.get(file) ?? file,
  };
}
