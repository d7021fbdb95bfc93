import { fault } from "../diagnostics/catalogue.ts";
import { calledPlace } from "../language/called-place.ts";
import { nearest } from "../language/nearest.ts";
import { caseFold, parentOf, pathProblem } from "../language/paths.ts";
import { isOwnPath } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Output } from "../model/output.ts";
import type { Move } from "../model/project.ts";
import type { Hashes } from "../model/record.ts";
import type { Reader } from "../ports.ts";

/** Outputs by where they are; the path that the blueprints give them is their identity. */
export type Places = ReadonlyMap<string, Output>;

/** What is known of a project in which a person moved files. */
export interface MoveContext {
  readonly places: Places;
  /** What was generated last. */
  readonly hashes: Hashes;
  /** Folders of files that are made once. */
  readonly historyFolders: readonly string[];
  readonly reader: Reader;
}

/** What stands at a path of the project; it may lead out of it. */
export function kindOf(path: string, reader: Reader) {
  try {
    return reader.kind(path);
  } catch {
    return "outside";
  }
}

/** Why no file can have been moved to a path, whatever stands there; as a clause. */
export function placeProblem(path: string): string | undefined {
  const problem = pathProblem(path);
  if (problem !== undefined) return `\`${path}\` is no path of a file in the project: ${problem}`;
  return isOwnPath(path) ? `\`${path}\` is a file of \`scaffold\`'s own` : undefined;
}

function isReadable(path: string, reader: Reader): boolean {
  try {
    return reader.readText(path) !== null;
  } catch {
    return false;
  }
}

/** What is wrong with the new place of a file, as a clause. */
function newProblem(path: string, reader: Reader): string | undefined {
  const problem = placeProblem(path);
  if (problem !== undefined) return problem;
  const kind = kindOf(path, reader);
  if (kind === null) return `there is no file \`${path}\``;
  if (kind === "folder") return `\`${path}\` is a folder`;
  return isReadable(path, reader)
    ? undefined
    : `\`${path}\` cannot be read as a file of the project`;
}

/** Points at one path of `OLD=NEW`. */
function badMove(
  move: Move,
  side: "from" | "to",
  details: { message: string; help?: string; suggestions?: readonly string[] },
) {
  const text = `--moved ${move.from}=${move.to}`;
  const start = side === "from" ? "--moved ".length : text.length - move.to.length;
  const place = calledPlace(text, start, start + move[side].length);
  return fault("bad-move", { ...details, place });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether what was generated at one path is generated at another one now, and a person moved it there. */
function isFollowed({ from, to }: Move, context: MoveContext): boolean {
  const { places, hashes, historyFolders } = context;
  // A file of a history keeps its name, whatever its folder is called.
  const isOfHistory = historyFolders.includes(parentOf(to)) && nameOf(from) === nameOf(to);
  const isExpected = places.get(to)?.path === to || isOfHistory;
  return isExpected && hashes.has(from) && !hashes.has(to);
}

/** What is wrong with a move; undefined where it can be done. */
export function moveFault(move: Move, context: MoveContext): Diagnostic | undefined {
  const { places, hashes, reader } = context;
  const output = places.get(move.from);
  const isFollowing = !output && isFollowed(move, context);
  if (!isFollowing && (!output || output.ownership === "history")) {
    const isOfFolders = kindOf(move.to, reader) === "folder";
    return badMove(move, "from", {
      message: isOfFolders
        ? `No generated file was moved from \`${move.from}\` into the folder \`${move.to}\``
        : `\`${move.from}\` is no generated file that can be moved`,
      suggestions: nearest(move.from, [...places.keys()]),
      help: "Paths count from the project's root; `scaffold where FILE` tells what a file comes from",
    });
  }
  if (kindOf(move.from, reader) !== null) {
    const help = "Move the file first, or take the old one away";
    return badMove(move, "from", { message: `\`${move.from}\` is still there`, help });
  }
  const problem = newProblem(move.to, reader);
  if (problem !== undefined) {
    return badMove(move, "to", { message: `\`${move.from}\` was not moved there: ${problem}` });
  }
  const folded = caseFold(move.to);
  const taken = [...places.keys(), ...hashes.keys()].some((path) => caseFold(path) === folded);
  if (isFollowing || !taken || caseFold(move.from) === folded) return undefined;
  return badMove(move, "to", { message: `\`${move.to}\` is generated itself` });
}

/** The path that a file has once its folder was moved; undefined where it does not stand in that folder. */
export function movedPath(path: string, { from, to }: Move): string | undefined {
  return path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : undefined;
}

/** Whether a file is no more where it was generated, and stands where its folder was moved to. */
function isMoved({ from, to }: Move, context: MoveContext): boolean {
  const { places, reader } = context;
  if (kindOf(from, reader) !== null || !isReadable(to, reader)) return false;
  const output = places.get(from);
  return output ? output.ownership !== "history" : isFollowed({ from, to }, context);
}

/**
 * The files that a move is about: of a folder those that were generated below it and that a person moved
 * with it; of a file itself.
 */
export function movedFiles(move: Move, context: MoveContext): readonly Move[] {
  const { places, hashes, reader } = context;
  const known = new Set([...places.keys(), ...hashes.keys()]);
  if (known.has(move.from) || kindOf(move.to, reader) !== "folder") return [move];
  const files = [...known].sort().flatMap((from) => {
    const to = movedPath(from, move);
    return to !== undefined && isMoved({ from, to }, context) ? [{ from, to }] : [];
  });
  return files.length > 0 ? files : [move];
}
