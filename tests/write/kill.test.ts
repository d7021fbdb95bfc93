import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { beforeAll, describe, expect, it } from "vitest";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { emptyFolder } from "../support/temporary.ts";
import { modesBefore, picture, projectBefore } from "./twelve-files.ts";

type Action = "apply" | "undo" | "recover";

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly exitCode: number | null;
  readonly stdout: string;
}

/** The system has two processors. */
const SIDE_BY_SIDE = 2;

let program = "";

/** Runs a process of its own; it kills itself before a call of the file system. */
function run(root: string, action: Action, at = 0): Promise<Ended> {
  const child = spawn(process.execPath, [program, root, action, String(at)], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  let stdout = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  return new Promise((done) =>
    child.on("close", (exitCode, signal) => done({ exitCode, signal, stdout })),
  );
}

/** A copy of a project: files that are one under two names stay so. */
function copyOf(project: string): string {
  const root = join(emptyFolder(), "project");
  execFileSync("cp", ["-a", project, root]);
  return root;
}

function pictureOf(root: string): string {
  return picture(createNodeFileSystem(root));
}

/** The calls of a run that change the disk, in their order. */
async function callsOf(project: string, action: Action): Promise<readonly string[]> {
  const { stdout } = await run(copyOf(project), action);
  return stdout.trimEnd().split("\n");
}

/** Does something for each number from 1, some side by side. */
async function forEach(last: number, act: (number: number) => Promise<void>): Promise<void> {
  let next = 1;
  const worker = async () => {
    while (next <= last) {
      const number = next;
      next += 1;
      await act(number);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}

/** A project, and the tree that it is. */
interface Standing {
  readonly name: string;
  readonly root: string;
  readonly tree: string;
}

let before: Standing;
let after: Standing;

function standing(name: string, root: string): Standing {
  return { name, root, tree: pictureOf(root) };
}

function layProject(): string {
  const root = join(emptyFolder(), "project");
  for (const [path, text] of Object.entries(projectBefore)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  for (const [path, mode] of Object.entries(modesBefore)) chmodSync(join(root, path), mode);
  return root;
}

beforeAll(async () => {
  const outdir = emptyFolder();
  program = join(outdir, "crash-child.mjs");
  await build({
    entryPoints: ["tests/write/crash-child.ts"],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    external: ["web-tree-sitter", "@wasm-fmt/ruff_fmt", "prettier"],
    logLevel: "error",
  });
  before = standing("before", layProject());
  const root = copyOf(before.root);
  expect((await run(root, "apply")).exitCode).toBe(0);
  after = standing("after", root);
});

/** Which of the two trees a project has become, or what it holds where it is neither. */
function endOf(root: string): string {
  const found = pictureOf(root);
  return [before, after].find(({ tree }) => tree === found)?.name ?? found;
}

/** The trees that a project becomes when a process is killed at each call, and the next one runs. */
async function endsOf(project: string, action: Action): Promise<readonly string[]> {
  const ends: string[] = [];
  const { length } = await callsOf(project, action);
  await forEach(length, async (at) => {
    const root = copyOf(project);
    expect((await run(root, action, at)).signal).toBe("SIGKILL");
    expect((await run(root, "recover")).exitCode).toBe(0);
    expect(existsSync(join(root, ".scaffold/journal"))).toBe(false);
    ends[at - 1] = endOf(root);
  });
  return ends;
}

describe("a process that is killed at any call of the real file system", {
  timeout: 300_000,
}, () => {
  it("in an apply of twelve files leaves the tree as before, or after the commit as after", async () => {
    const ends = await endsOf(before.root, "apply");
    expect([...new Set(ends)]).toEqual(["before", "after"]);
    expect(ends.lastIndexOf("before")).toBeLessThan(ends.indexOf("after"));
  });

  it("in an undo leaves it as the apply had made it, or as it was before that", async () => {
    const ends = await endsOf(after.root, "undo");
    expect([...new Set(ends)]).toEqual(["after", "before"]);
    expect(ends.lastIndexOf("after")).toBeLessThan(ends.indexOf("before"));
  });

  it.each([
    ["takes an apply back", 0, "before"],
    ["finishes an apply", 1, "after"],
  ])("in a recovery that %s leaves it to the next one", async (_, behind, end) => {
    const calls = await callsOf(before.root, "apply");
    const commit = calls.indexOf("rename .scaffold/staging/committed") + 1;
    const root = copyOf(before.root);
    await run(root, "apply", commit + behind);
    expect([...new Set(await endsOf(root, "recover"))]).toEqual([end]);
  });
});
