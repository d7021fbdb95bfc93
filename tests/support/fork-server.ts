import { execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pythonEnvironment } from "./python-environment.ts";
import { emptyFolder } from "./temporary.ts";

const SERVER = join(import.meta.dirname, "fork_server.py");

/** How a script ended. */
export interface Ended {
  readonly isOk: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a script runs; where nothing is said, it is as with the tests. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The tests' ends of the pipes, and the folder where calls leave what they print. */
interface ForkServer {
  readonly calls: number;
  readonly codes: number;
  readonly folder: string;
}

/** A pipe whose both ends wait: Node makes none. */
function makePipe(path: string): { readonly reader: number; readonly writer: number } {
  execFileSync("mkfifo", [path]);
  // An end waits for the other to be opened; this is both.
  const both = openSync(path, "r+");
  const ends = { reader: openSync(path, "r"), writer: openSync(path, "w") };
  closeSync(both);
  return ends;
}

/** Starts a process that has the libraries loaded. It ends with this one, whose pipe it reads. */
function startServer(): ForkServer {
  const folder = emptyFolder();
  const calls = makePipe(join(folder, "calls"));
  const codes = makePipe(join(folder, "codes"));
  spawn(join(pythonEnvironment(), "python"), [SERVER], {
    env: { ...process.env, PYTHONPATH: undefined },
    stdio: [calls.reader, codes.writer, "inherit"],
  }).unref();
  closeSync(calls.reader);
  closeSync(codes.writer);
  return { calls: calls.writer, codes: codes.reader, folder };
}

let server: ForkServer | undefined;

function fork(script: string, words: readonly string[], surroundings: Surroundings): Ended {
  server ??= startServer();
  const { calls, codes, folder } = server;
  const [stdout, stderr] = [join(folder, "stdout"), join(folder, "stderr")];
  const { cwd = process.cwd(), env = process.env } = surroundings;
  writeFileSync(calls, `${JSON.stringify({ script, words, cwd, env, stdout, stderr })}\n`);
  const answer = Buffer.alloc(16);
  const length = readSync(codes, answer);
  if (length === 0) throw new Error(`${SERVER} has ended`);
  return {
    isOk: Number(answer.toString("utf8", 0, length)) === 0,
    stdout: readFileSync(stdout, "utf8"),
    stderr: readFileSync(stderr, "utf8"),
  };
}

function start(script: string, words: readonly string[], surroundings: Surroundings): Ended {
  const python = join(pythonEnvironment(), "python");
  const options = { encoding: "utf8", ...surroundings } as const;
  const { status, stdout, stderr } = spawnSync(python, [script, ...words], options);
  return { isOk: status === 0, stdout, stderr };
}

/**
 * Runs a Python script in a process of its own, which does not have to load the libraries: it is forked
 * from one that has. All that is generated is loaded anew.
 */
export function runScript(
  script: string,
  words: readonly string[],
  surroundings: Surroundings = {},
): Ended {
  const run = process.platform === "win32" ? start : fork;
  return run(script, words, surroundings);
}
