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
 * How many bytes of bytecode a function runs before V8 compiles it anew: eight times its own number.
 * A call is over before that work pays; with it, half of the processor time goes to the compiler.
 */
const TIER_UP_BUDGET = 8 * 132 * 1024;

/** They are part of what V8 keeps with compiled code, so they are set before any is read or kept. */
function setFlags(): void {
  // Without it V8 compiles WebAssembly again in the background, and the process waits for that at exit.
  setFlagsFromString("--liftoff-only");
  // Only the V8 of Node.js 20 knows them; a later one complains about what it does not know on stderr.
  if (process.versions.v8.startsWith("11.")) {
    setFlagsFromString(`--interrupt-budget=${TIER_UP_BUDGET}`);
    // A large project would else hold twice what it needs before V8 looks what that is.
    setFlagsFromString("--heap-growing-percent=25");
    // There is little to collect at a time: to share that with other threads takes longer than to do it.
    setFlagsFromString("--no-parallel-scavenge");
  }
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
