import { type ChildProcessByStdio, type SpawnOptions, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/**
 * Becomes the program, and leaves a watch behind. The watch's input ends when the program has ended,
 * or when the tests have died; only then there is still somebody to stop, and a folder to remove.
 */
const WATCHED = `
exec 3<&0
(cat <&3; kill -s QUIT $$ && sleep 1 && rm -rf "$0") >/dev/null 2>&1 &
exec "$@" 3<&- </dev/null
`;

/** A program that runs beside the tests. */
export type KeptProcess = ChildProcessByStdio<Writable, Readable, Readable>;

/** What a program may be given beside its words. */
export interface KeptOptions extends Pick<SpawnOptions, "cwd" | "env"> {
  /** A folder that is of no use without the program, and goes with it where the tests die. */
  readonly folder?: string;
}

/** Starts a program that does not outlive the tests, however these end. */
export function spawnKept(words: readonly string[], options: KeptOptions): KeptProcess {
  const { folder = "", ...rest } = options;
  return spawn("sh", ["-c", WATCHED, folder, ...words], {
    ...rest,
    stdio: ["pipe", "pipe", "pipe"],
  });
}
