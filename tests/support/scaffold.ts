import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename, join, relative, resolve, sep } from "node:path";
import { emptyFolder } from "./temporary.ts";

export { emptyFolder } from "./temporary.ts";

const PROGRAM = resolve("bin/scaffold.js");

/** How a call of the command line ended. */
export interface Call {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a call may be given beside its words. */
export interface CallOptions {
  readonly node?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the built command line in a folder, as a user without a terminal would. */
export function scaffold(
  folder: string,
  words: readonly string[],
  options: CallOptions = {},
): Call {
  const { status, stdout, stderr } = spawnSync(
    options.node ?? process.execPath,
    [PROGRAM, ...words],
    {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, ...options.env },
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return { exitCode: status, stdout, stderr };
}

/** Runs a call that must succeed. @throws Error with what it printed where it does not. */
export function scaffoldOk(folder: string, words: readonly string[], options?: CallOptions): Call {
  const call = scaffold(folder, words, options);
  if (call.exitCode !== 0) {
    throw new Error(
      `scaffold ${words.join(" ")}: exit ${call.exitCode}\n${call.stdout}${call.stderr}`,
    );
  }
  return call;
}

/** What a project keeps of its runs for itself: it is never committed. */
export const UNCOMMITTED = /^\.scaffold\/(?:journal|lock|receipts|staging|plans|proof)(?:\.|\/|$)/;

/** Every file below a folder with its text, by its path with `/`, sorted; only what is committed. */
export function readTree(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map(
      (path) => [relative(folder, path).split(sep).join("/"), readFileSync(path, "utf8")] as const,
    );
  const committed = files.filter(([path]) => !UNCOMMITTED.test(path));
  return Object.fromEntries(committed.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The words of each line of a list of commands; empty lines and `#` lines are left out. */
export function readCommands(file: string): readonly (readonly string[])[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(/\s+/).slice(1));
}

/**
 * Runs a list of commands, the first of which is `scaffold new NAME`.
 *
 * @returns the project's folder.
 */
export function buildProject(
  commands: readonly (readonly string[])[],
  options?: CallOptions,
): string {
  const parent = emptyFolder();
  const [create, ...changes] = commands;
  if (!create) throw new Error("there are no commands");
  scaffoldOk(parent, create, options);
  const project = join(parent, create[1] ?? "");
  for (const words of changes) scaffoldOk(project, words, options);
  return project;
}

/** A copy of a project, in a folder of the same name, for what changes it. */
export function copyProject(project: string): string {
  const copy = join(emptyFolder(), basename(project));
  cpSync(project, copy, { recursive: true });
  return copy;
}
