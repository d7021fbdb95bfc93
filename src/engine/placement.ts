import { fault } from "../diagnostics/catalogue.ts";
import { joinPointer } from "../diagnostics/source/pointer.ts";
import { calledPlace } from "../language/called-place.ts";
import { nearest } from "../language/nearest.ts";
import { caseFold, pathProblem } from "../language/paths.ts";
import { isOwnPath, LOCK_FILE } from "../language/project-layout.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Output } from "../model/output.ts";
import type { Move } from "../model/project.ts";
import type { Hashes, Lock } from "../model/record.ts";
import type { Reader } from "../ports.ts";

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

interface PlacementContext {
  readonly lock: Lock | null;
  readonly hashes: Hashes;
  readonly requested: readonly Move[];
  readonly reader: Reader;
}

function kindOf(path: string, reader: Reader) {
  try {
    return reader.kind(path);
  } catch {
    return "outside";
  }
}

/** Why no file can have been moved to a path, whatever stands there; as a clause. */
function placeProblem(path: string): string | undefined {
  const problem = pathProblem(path);
  if (problem !== undefined) return `\`${path}\` is no path of a file in the project: ${problem}`;
  return isOwnPath(path) ? `\`${path}\` is a file of \`scaffold\`'s own` : undefined;
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

function isReadable(path: string, reader: Reader): boolean {
  try {
    return reader.readText(path) !== null;
  } catch {
    return false;
  }
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

/** Outputs by where they are; the path that the blueprints give them is their identity. */
type Places = Map<string, Output>;

/** What is wrong with a move; undefined where it can be done. */
function moveFault(move: Move, places: Places, context: PlacementContext): Diagnostic | undefined {
  const { reader, hashes } = context;
  const output = places.get(move.from);
  if (!output || output.ownership === "history") {
    return badMove(move, "from", {
      message: `\`${move.from}\` is no generated file that can be moved`,
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
  if (!taken || caseFold(move.from) === folded) return undefined;
  return badMove(move, "to", { message: `\`${move.to}\` is generated itself` });
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

function placesOf(outputs: readonly Output[], moved: Moved): Result<Places> {
  const places: Places = new Map();
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

/** Puts each output where a person has it. */
export function place(outputs: readonly Output[], context: PlacementContext): Result<Placement> {
  const { requested, lock } = context;
  const known = lock?.moved ?? {};
  if (requested.length === 0 && Object.keys(known).length === 0) {
    return { value: { outputs, moved: {}, former: new Map() }, diagnostics: [] };
  }
  const { value: places, diagnostics } = placesOf(outputs, known);
  const found = [...diagnostics];
  const former = new Map<string, string>();
  for (const move of requested) {
    const problem = moveFault(move, places, context);
    const output = places.get(move.from);
    if (problem) found.push(problem);
    else if (output) {
      places.delete(move.from);
      places.set(move.to, output);
      former.set(move.to, former.get(move.from) ?? move.from);
    }
  }
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
