import { fault } from "../diagnostics/catalogue.ts";
import { conflictSides } from "../language/git-conflict.ts";
import { joinJson } from "../language/join-json.ts";
import { LOCK_FILE, MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Json, JsonObject } from "../model/json.ts";
import type { Reader } from "../ports.ts";

/** Texts to be read instead of those on disk, by path. */
type Mended = ReadonlyMap<string, string>;

const NONE: Result<Mended> = { value: new Map(), diagnostics: [] };

function textAt(path: string, reader: Reader): string {
  try {
    return reader.readText(path) ?? "";
  } catch {
    // What cannot be read is reported where it is needed.
    return "";
  }
}

function parsed(text: string | undefined): Json | undefined {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function notJoined(pointer: string): Diagnostic {
  const at = pointer === "" ? "" : ` at \`${pointer}\``;
  return fault("merge-conflict", {
    message: `Both branches changed \`${MANIFEST_FILE}\`${at}, and not in the same way`,
    place: { file: MANIFEST_FILE },
    help: "Write what you mean in the place of the conflict markers of git, then run the command again",
  });
}

/** A manifest in which git left conflicts: both branches' uses and fields. */
function mendManifest(reader: Reader): Result<Mended> {
  const sides = conflictSides(textAt(MANIFEST_FILE, reader));
  if (!sides) return NONE;
  const [ours, theirs] = [parsed(sides.ours), parsed(sides.theirs)];
  if (ours === undefined || theirs === undefined) return { ...NONE, diagnostics: [notJoined("")] };
  const joined = joinJson({ ours, theirs, ancestor: parsed(sides.ancestor) });
  if (!joined.ok) return { ...NONE, diagnostics: [notJoined(joined.pointer)] };
  const text = JSON.stringify(joined.value, null, 2);
  const diagnostic = fault("merged-manifest", {
    message: `git left a conflict in \`${MANIFEST_FILE}\`: what either branch has is taken`,
    place: { file: MANIFEST_FILE },
    help: "Look at it before you commit: what one branch took out of it may be there again",
  });
  return { value: new Map([[MANIFEST_FILE, text]]), diagnostics: [diagnostic] };
}

/** Files that either branch moved. */
function movedIn(lock: Json | undefined): Json | undefined {
  const isObject = typeof lock === "object" && lock !== null && "moved" in lock;
  return isObject && !Array.isArray(lock) ? (lock as JsonObject).moved : undefined;
}

/** A lock in which git left conflicts: either says what a branch was generated with. */
function mendLock(reader: Reader): Result<Mended> {
  const sides = conflictSides(textAt(LOCK_FILE, reader));
  if (!sides) return NONE;
  const [ours, theirs] = [parsed(sides.ours), parsed(sides.theirs)];
  const moved = joinJson({ ours: movedIn(ours), theirs: movedIn(theirs), ancestor: undefined });
  const isMoved = moved.ok && moved.value !== undefined && ours !== undefined;
  const text = isMoved
    ? JSON.stringify({ ...(ours as JsonObject), moved: moved.value })
    : sides.ours;
  return { value: new Map([[LOCK_FILE, text]]), diagnostics: [] };
}

/**
 * Reads a project in which git left conflicts as what both branches mean; what cannot be both is a
 * fault. `mended` names the files that are not read as they stand.
 */
export function afterMerge(reader: Reader): Result<{ reader: Reader; mended: Mended }> {
  const [manifest, lock] = [mendManifest(reader), mendLock(reader)];
  const mended = new Map([...manifest.value, ...lock.value]);
  const value: Reader = {
    readText: (path) => mended.get(path) ?? reader.readText(path),
    kind: (path) => reader.kind(path),
    list: (path) => reader.list(path),
  };
  return { value: { reader: value, mended }, diagnostics: manifest.diagnostics };
}
