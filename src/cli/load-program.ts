import { lstatSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";
import { openCodeCache } from "./code-cache.ts";
import type { runCommand } from "./run-command.ts";
import { findVerb } from "./verbs.ts";

/** What the bundle of the command line exports. */
interface Program {
  readonly runCommand: typeof runCommand;
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

/** When functions are compiled anew: by bytes of bytecode that ran, and since V8 12 by calls. */
const TIER_UP_BY_BYTES = [`--interrupt-budget=${PATIENCE * 132 * 1024}`];
const TIER_UP_BY_CALLS = [
  `--invocation-count-for-maglev=${PATIENCE * 400}`,
  `--invocation-count-for-turbofan=${PATIENCE * 3000}`,
];

/** By the first number of V8's version; another V8 may not know them, and complains of that on stderr. */
const TIER_UP: Readonly<Record<string, readonly string[]>> = {
  11: TIER_UP_BY_BYTES,
  12: TIER_UP_BY_CALLS,
  13: TIER_UP_BY_CALLS,
  14: TIER_UP_BY_CALLS,
};

const COLLECTION = [
  // A large project would else hold twice what it needs before V8 looks what that is.
  "--heap-growing-percent=25",
  // There is little to collect at a time: to share that with other threads takes longer than to do it.
  "--no-parallel-scavenge",
];

/** They are part of what V8 keeps with compiled code, so they are set before any is read or kept. */
function setFlags(): void {
  // Without it V8 compiles WebAssembly again in the background, and the process waits for that at exit.
  setFlagsFromString("--liftoff-only");
  const tierUp = TIER_UP[Number.parseInt(process.versions.v8, 10)];
  if (!tierUp) return;
  for (const flag of [...tierUp, ...COLLECTION]) setFlagsFromString(flag);
}

/** One build of the bundle, for one V8. */
function identityOf(file: string): string {
  const { ino, ctimeNs, size } = lstatSync(file, { bigint: true });
  return [file, ino, ctimeNs, size, process.version, process.arch].join(" ");
}

/** The processor time of this process so far, in microseconds. */
function effortSoFar(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** A run of so many times the effort did more than the one whose code is kept. */
const DID_MORE = 1.5;

/**
 * Compiles the bundle, with the code that V8 made of it in an earlier run of the same command: that
 * saves a third of a call.
 *
 * @returns what it exports, and what keeps the code at the end of a run.
 */
export function loadProgram(packageRoot: string, words: readonly string[]) {
  setFlags();
  const file = join(packageRoot, "dist/program.js");
  // Nothing is parsed yet, so the command is a guess; a wrong one costs time and nothing else.
  const verb = words.find((word) => findVerb(word) !== undefined) ?? "other";
  const cache = openCodeCache(verb, identityOf(file));
  const kept = cache.read();
  // The build writes it in ASCII, which is read faster so.
  const source = readFileSync(file, "latin1");
  const script = new Script(source, { filename: file, cachedData: kept?.code });
  const isTaken = kept !== undefined && script.cachedDataRejected === false;
  const module = { exports: {} };
  const run = script.runInThisContext() as ModuleFunction;
  run(module.exports, createRequire(file), module, file, dirname(file));
  return {
    program: module.exports as Program,
    keepCode(): void {
      const effort = effortSoFar();
      if (isTaken && effort < kept.effort * DID_MORE) return;
      cache.keep({ code: script.createCachedData(), effort });
    },
  };
}
