import { fault } from "../diagnostics/catalogue.ts";
import { joinPointer } from "../diagnostics/source/pointer.ts";
import { caseFold } from "../language/paths.ts";
import { LOCK_FILE } from "../language/project-layout.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Output } from "../model/output.ts";
import type { Move } from "../model/project.ts";
import type { Hashes, Lock } from "../model/record.ts";
import {
  kindOf,
  type MoveContext,
  movedFiles,
  movedPath,
  moveFault,
  placeProblem,
} from "./moves.ts";

/** Where a person moved generated files to, by the path that the blueprints give them. */
type Moved = Readonly<Record<string, string>>;

/** Outputs at the places that they have in this project. */
export interface Placement {
  readonly outputs: readonly Output[];
  /** What the lock keeps. */
  readonly moved: Moved;
  /** Where what was generated last is still kept under the former path: from the new one. */
  readonly former: ReadonlyMap<string, string>;
}

interface PlacementContext extends Omit<MoveContext, "places"> {
  readonly lock: Lock | null;
  readonly requested: readonly Move[];
}

/** Where the lock keeps that a file was moved. */
function keptPlace({ path }: Output) {
  return { file: LOCK_FILE, pointer: joinPointer("/moved", path) };
}

/** A file cannot be where the blueprints put another one. */
function clash(first: Output, path: string): Diagnostic {
  return fault("output-clash", {
    message: `\`${path}\` is where a person moved \`${first.path}\`, and another file is generated there now`,
    place: keptPlace(first),
    help: `Move the file on, and say so: \`scaffold apply --moved ${path}=NEW\``,
  });
}

/** A lock may come with the project from anybody. */
function badKept(output: Output, problem: string): Diagnostic {
  return fault("bad-move", {
    message: `\`${output.path}\` was not moved there: ${problem}`,
    place: keptPlace(output),
    help: `Restore \`${LOCK_FILE}\` from version control`,
  });
}

function placesOf(outputs: readonly Output[], moved: Moved): Result<Map<string, Output>> {
  const places = new Map<string, Output>();
  const diagnostics: Diagnostic[] = [];
  const own = new Map(outputs.map((output) => [caseFold(output.path), output]));
  const taken = new Map<string, Output>();

  /** What is wrong with where a person moved a file; undefined where it can be there. */
  function keptFault(output: Output, path: string): Diagnostic | undefined {
    const problem = placeProblem(path);
    if (problem !== undefined) return badKept(output, problem);
    const owner = own.get(caseFold(path)) ?? output;
    if (owner !== output) return clash(output, path);
    const other = taken.get(caseFold(path));
    return other && badKept(output, `\`${other.path}\` was moved to the same place`);
  }

  for (const output of outputs) {
    const path = Object.hasOwn(moved, output.path) ? (moved[output.path] ?? "") : output.path;
    const problem = path === output.path ? undefined : keptFault(output, path);
    if (problem) diagnostics.push(problem);
    else {
      places.set(path, output);
      taken.set(caseFold(path), output);
    }
  }
  return { value: places, diagnostics };
}

/**
 * What the lock keeps, by the paths that the blueprints give the files now: what a person moved out of a
 * folder that is another one now stays where it is.
 */
function keptMoves(
  { moved = {} }: Pick<Lock, "moved">,
  outputs: readonly Output[],
  requested: readonly Move[],
): Moved {
  const own = new Set(outputs.map(({ path }) => path));
  const named = (path: string) => requested.flatMap((move) => movedPath(path, move) ?? [])[0];
  const kept = Object.entries(moved).map(([path, place]) => {
    const now = own.has(path) ? path : (named(path) ?? path);
    return [now, place] as const;
  });
  return Object.fromEntries(kept);
}

/**
 * Where a file was generated last that was moved out of a folder which another move has led to; what still
 * stands there was not moved.
 */
function placeBefore(
  path: string,
  { hashes, requested, reader }: Pick<PlacementContext, "hashes" | "requested" | "reader">,
): string {
  if (hashes.has(path)) return path;
  const origins = requested.flatMap(
    ({ from, to }) => movedPath(path, { from: to, to: from }) ?? [],
  );
  return origins.find((origin) => hashes.has(origin) && kindOf(origin, reader) === null) ?? path;
}

/** Puts each output where a person has it. */
export function place(outputs: readonly Output[], context: PlacementContext): Result<Placement> {
  const { requested, lock } = context;
  const known = keptMoves(lock ?? {}, outputs, requested);
  if (requested.length === 0 && Object.keys(known).length === 0) {
    return { value: { outputs, moved: {}, former: new Map() }, diagnostics: [] };
  }
  const { value: places, diagnostics } = placesOf(outputs, known);
  const found = [...diagnostics];
  const former = new Map<string, string>();
  const moveContext = { ...context, places };

  function follow(move: Move): void {
    const problem = moveFault(move, moveContext);
    if (problem) {
      found.push(problem);
      return;
    }
    const output = places.get(move.from);
    if (output) {
      places.delete(move.from);
      places.set(move.to, output);
    }
    former.set(move.to, former.get(move.from) ?? placeBefore(move.from, context));
  }

  // What one of them moved is no more where the next one looks.
  for (const move of requested) movedFiles(move, moveContext).forEach(follow);
  const placed = [...places].sort(([a], [b]) => (a < b ? -1 : 1));
  const moved = placed.filter(([path, output]) => path !== output.path);
  return {
    value: {
      outputs: placed.map(([path, output]) =>
        path === output.path ? output : { ...output, path },
      ),
      moved: Object.fromEntries(moved.map(([path, output]) => [output.path, path] as const).sort()),
      former,
    },
    diagnostics: found,
  };
}

/** The hashes by where the files are now. */
export function placedHashes(hashes: Hashes, { former }: Placement): Hashes {
  if (former.size === 0) return hashes;
  const after = new Map([...former].map(([to, from]) => [from, to]));
  return new Map([...hashes].map(([path, entry]) => [after.get(path) ?? path, entry]));
}
