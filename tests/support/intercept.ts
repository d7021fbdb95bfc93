import type { FileSystem } from "../../src/ports.ts";

/** One call of a file system: its name and what it was given. */
export interface FileSystemCall {
  /** Which one it is, from 1. */
  readonly number: number;
  readonly name: keyof FileSystem;
  readonly path: string;
}

const METHODS = [
  "readText",
  "kind",
  "list",
  "entry",
  "realPath",
  "readBytes",
  "writeFile",
  "makeFolder",
  "link",
  "move",
  "rename",
  "removeFile",
  "removeFolder",
  "copyAccess",
  "sync",
] as const satisfies readonly (keyof FileSystem)[];

/** Calls that only look leave the disk as it was. */
const READING: readonly FileSystemCall["name"][] = [
  "readText",
  "kind",
  "list",
  "entry",
  "realPath",
  "readBytes",
];

/** Whether a call may change what is on the disk. */
export function changesDisk({ name }: FileSystemCall): boolean {
  return !READING.includes(name);
}

/** The same file system, with something that happens before each call: it may throw, or kill. */
export function intercept(inner: FileSystem, before: (call: FileSystemCall) => void): FileSystem {
  let number = 0;
  const watched = METHODS.map((name) => {
    const call = inner[name] as (...given: unknown[]) => unknown;
    return [
      name,
      (...given: unknown[]) => {
        number += 1;
        before({ number, name, path: String(given[0]) });
        return call(...given);
      },
    ];
  });
  return Object.fromEntries(watched);
}

/** What a process sees that is killed: nothing, ever after. */
export class Killed extends Error {}

/** Stops at a call as a kill does: nothing after it runs. */
export function killedAt(inner: FileSystem, at: number): FileSystem {
  return intercept(inner, ({ number }) => {
    if (number >= at) throw new Killed();
  });
}

/** Lets one call fail as the system does. */
export function failingAt(inner: FileSystem, at: number, code: string): FileSystem {
  return intercept(inner, ({ number, name, path }) => {
    if (number === at) {
      const message = `${code}: made by a test, ${name} '${path}'`;
      throw Object.assign(new Error(message), { code, path, syscall: name });
    }
  });
}
