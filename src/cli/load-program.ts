import { lstatSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { openCodeCache } from "./code-cache.ts";
import type { runCommand, tellLost } from "./run-command.ts";
import { findVerb } from "./verbs.ts";

/** What the bundle of the command line exports. */
interface Program {
  readonly runCommand: typeof runCommand;
  readonly tellLost: typeof tellLost;
}

/** The bundle is a function, as Node.js itself makes one of a CommonJS module. */
type ModuleFunction = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * How much more often than by itself V8 runs a function before it compiles it anew. A call is over before
 * that work pays; with it, half of the processor time goes to the compilers.
 */
const PATIENCE = 8;

type Flags = (patience: number) => readonly string[];

/** When functions are compiled anew: by bytes of bytecode that ran, and since V8 12 by calls. */
const byBytes: Flags = (patience) => [`--interrupt-budget=${patience * 132 * 1024}`];
const byCalls: Flags = (patience) => [
  `--invocation-count-for-maglev=${patience * 400}`,
  `--invocation-count-for-turbofan=${patience * 3000}`,
];

/** By the first number of V8's version; another V8 may not know them, and complains of that on stderr. */
const TIER_UP: Readonly<Record<string, Flags>> = {
  11: byBytes,
  12: byCalls,
  13: byCalls,
  14: byCalls,
};

const COLLECTION = [
  // A large project would else hold twice what it needs before V8 looks what that is.
  "--heap-growing-percent=25",
  // There is little to collect at a time: to share that with other threads takes longer than to do it.
  "--no-parallel-scavenge",
];

const tierUp = TIER_UP[Number.parseInt(process.versions.v8, 10)];

/** They are part of what V8 keeps with compiled code, so they are set before any is read or kept. */
function setFlags(): void {
  // Without it V8 compiles WebAssembly again in the background, and the process waits for that at exit.
  setFlagsFromString("--liftoff-only");
  if (!tierUp) return;
  for (const flag of [...tierUp(PATIENCE), ...COLLECTION]) setFlagsFromString(flag);
}

/** Has functions compiled anew as often as V8 does by itself: in a process that stays, it pays. */
function compileAsUsual(): void {
  for (const flag of tierUp?.(1) ?? []) setFlagsFromString(flag);
}

/** The command that answers others, and the one that it is asked for most: it begins with that one's code. */
const STAYS = "daemon";
const ASKED_MOST = "endpoint";

/** The bundle of the command line. */
function programFile(packageRoot: string): string {
  return join(packageRoot, "dist/program.js");
}

/** Another one for each build of the engine, and for each version of Node.js. */
export function buildIdentity(packageRoot: string): string {
  const { dev, ino, ctimeNs } = lstatSync(programFile(packageRoot), { bigint: true });
  return [dev, ino, ctimeNs, process.version, process.arch].join(" ");
}

/** The processor time of this process so far, in microseconds. */
function effortSoFar(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** A run of so many times the effort did more than the one whose code is kept. */
const DID_MORE = 1.5;

interface ProgramCall {
  readonly packageRoot: string;
  /** As `buildIdentity` has it. */
  readonly build: string;
  readonly words: readonly string[];
}

/**
 * Compiles the bundle, with the code that V8 made of it in an earlier run of the same command: that
 * saves a third of a call.
 *
 * @returns what it exports, and what keeps the code at the end of a run.
 */
export function loadProgram({ packageRoot, build, words }: ProgramCall) {
  // Nothing is parsed yet, so the command is a guess; a wrong one costs time and nothing else.
  const verb = words.find((word) => findVerb(word) !== undefined) ?? "other";
  const stays = verb === STAYS;
  setFlags();
  const file = programFile(packageRoot);
  const cache = openCodeCache(stays ? ASKED_MOST : verb, build);
  const kept = cache.read();
  // The build writes it in ASCII, which is read faster so.
  const source = readFileSync(file, "latin1");
  const script = new Script(source, { filename: file, cachedData: kept?.code });
  const isTaken = kept !== undefined && script.cachedDataRejected === false;
  const module = { exports: {} };
  const run = script.runInThisContext() as ModuleFunction;
  run(module.exports, createRequire(file), module, file, dirname(file));
  if (stays) compileAsUsual();
  return {
    program: module.exports as Program,
    keepCode(): void {
      if (stays) return;
      const effort = effortSoFar();
      if (isTaken && effort < kept.effort * DID_MORE) return;
      cache.keep({ code: script.createCachedData(), effort });
    },
  };
}
