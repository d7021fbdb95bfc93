import { describe, expect, it } from "vitest";
import { fault } from "../../src/diagnostics/catalogue.ts";
import { isFileFault } from "../../src/diagnostics/file-fault.ts";
import { previewUndo } from "../../src/engine.ts";
import type { Result } from "../../src/model/diagnostic.ts";
import { recover, transactionOf, type Written, write } from "../../src/pipeline/write/index.ts";
import type { FileSystem } from "../../src/ports.ts";
import { failingAt, intercept, Killed, killedAt } from "../support/intercept.ts";
import type { MemoryFileSystem } from "../support/memory-file-system.ts";
import { createTestHost } from "../support/test-host.ts";
import { leftovers, picture, projectInMemory, twelveFiles } from "./twelve-files.ts";

type Run = (fileSystem: FileSystem, pid: number) => Promise<Result<Written>>;

const applyTwelve: Run = (fileSystem, pid) =>
  write(transactionOf(twelveFiles), { fileSystem, host: createTestHost({ pid }) });

const undoLast: Run = async (fileSystem, pid) => {
  const { value, diagnostics } = await previewUndo(fileSystem);
  if (!value) return { value: { receipt: null, signal: null }, diagnostics };
  return write(value.transaction, { fileSystem, host: createTestHost({ pid }) });
};

async function recoverNow(fileSystem: FileSystem, pid: number) {
  const { diagnostics } = await recover({ fileSystem, host: createTestHost({ pid }) });
  return diagnostics;
}

async function callsOf(run: (fileSystem: FileSystem) => Promise<unknown>, project: FileSystem) {
  let calls = 0;
  const counting = intercept(project, ({ number }) => {
    calls = number;
  });
  await run(counting);
  return calls;
}

async function untilKilled(run: Promise<unknown>): Promise<void> {
  await run.catch((error: unknown) => {
    if (!(error instanceof Killed)) throw error;
  });
}

/** What cannot even be read is thrown, and told by whoever called. */
function toldFaults(run: Promise<Result<Written>>): Promise<Result<Written>> {
  return run.catch((error: unknown) => {
    if (!isFileFault(error)) throw error;
    const diagnostics = [fault("read-failed", { message: error.message })];
    return { value: { receipt: null, signal: null }, diagnostics };
  });
}

function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

const bare = projectInMemory();
const applied = projectInMemory();
await applyTwelve(applied, 1);
const [before, after] = [picture(bare), picture(applied)];

/** What a tree is after a run that began at one end and was to lead to the other. */
function nameOf(tree: string): string {
  if (tree === before) return "before";
  return tree === after ? "after" : tree;
}

interface Subject {
  readonly run: Run;
  readonly start: MemoryFileSystem;
  readonly from: string;
  readonly to: string;
}

const apply: Subject = { run: applyTwelve, start: bare, from: "before", to: "after" };
const undo: Subject = { run: undoLast, start: applied, from: "after", to: "before" };

/** A project in which a run was killed at a call. */
async function killed({ run, start }: Subject, at: number): Promise<MemoryFileSystem> {
  const project = start.copy();
  await untilKilled(run(killedAt(project, at), 1));
  return project;
}

it("an apply of twelve files changes the tree, and an undo leads back to it byte by byte", async () => {
  const project = applied.copy();
  expect(after).not.toBe(before);
  expect(leftovers(project)).toEqual([]);
  await undoLast(project, 1);
  expect(nameOf(picture(project))).toBe("before");
  expect(leftovers(project)).toEqual([]);
});

describe.each([
  ["an apply", apply],
  ["an undo", undo],
])("%s of twelve files", (_, subject) => {
  const { run, start, from, to } = subject;

  it("that is killed at any call is taken back or finished by the next command", async () => {
    const ends: string[] = [];
    for (const at of upTo(await callsOf((fileSystem) => run(fileSystem, 1), start.copy()))) {
      const project = await killed(subject, at);
      expect(await recoverNow(project, 2)).toEqual([]);
      ends.push(nameOf(picture(project)));
    }
    expect([...new Set(ends)]).toEqual([from, to]);
    expect(ends.lastIndexOf(from)).toBeLessThan(ends.indexOf(to));
  });

  it("can be done again after a kill at any call, and leaves nothing behind then", async () => {
    for (const at of upTo(await callsOf((fileSystem) => run(fileSystem, 1), start.copy()))) {
      const project = await killed(subject, at);
      await recoverNow(project, 2);
      const isDone = nameOf(picture(project)) === to;
      const { diagnostics } = isDone ? { diagnostics: [] } : await run(project, 3);
      expect(diagnostics).toEqual([]);
      expect(nameOf(picture(project))).toBe(to);
      if (!isDone) expect(leftovers(project)).toEqual([]);
    }
  });

  it.each(["ENOSPC", "EACCES", "EIO"])(
    "that gets %s at any call writes all or nothing",
    async (code) => {
      const calls = await callsOf((fileSystem) => run(fileSystem, 1), start.copy());
      for (const at of upTo(calls)) {
        const project = start.copy();
        const { value, diagnostics } = await toldFaults(run(failingAt(project, at, code), 1));
        // What the disk keeps from being settled at once, the next command settles.
        if (diagnostics.some(({ code: one }) => ["unsettled", "untidied"].includes(one))) {
          expect(await recoverNow(project, 2)).toEqual([]);
        }
        expect([at, nameOf(picture(project))]).toEqual([at, value.receipt ? to : from]);
        if (!value.receipt) expect(diagnostics).not.toEqual([]);
      }
    },
  );
});

interface State {
  readonly project: MemoryFileSystem;
  /** Where a recovery that nothing stops leads. */
  readonly end: readonly string[];
}

/** What a project is, with what is kept of its past. */
function endOf(project: MemoryFileSystem): readonly string[] {
  const kept = project.paths.filter((path) => path.startsWith(".scaffold/receipts"));
  return [nameOf(picture(project)), ...kept];
}

/** Every state of the disk that a kill can leave to be settled, each once. */
async function killedStates(subject: Subject): Promise<readonly State[]> {
  const states = new Map<string, State>();
  const calls = await callsOf((fileSystem) => subject.run(fileSystem, 1), subject.start.copy());
  for (const at of upTo(calls)) {
    const project = await killed(subject, at);
    if (project.kind(".scaffold/journal") === null) continue;
    const settled = project.copy();
    await recoverNow(settled, 2);
    const state = { project, end: endOf(settled) };
    states.set(JSON.stringify([project.paths, picture(project)]), state);
  }
  return [...states.values()];
}

describe.each([
  ["an apply", apply],
  ["an undo", undo],
])("the recovery of %s", (_, subject) => {
  it("that is killed itself at any call is done by the one after it", async () => {
    for (const { project, end } of await killedStates(subject)) {
      const calls = await callsOf((fileSystem) => recoverNow(fileSystem, 2), project.copy());
      for (const at of upTo(calls)) {
        const again = project.copy();
        await untilKilled(recoverNow(killedAt(again, at), 2));
        expect(await recoverNow(again, 3)).toEqual([]);
        expect(endOf(again)).toEqual(end);
      }
    }
  });

  it.each(["ENOSPC", "EACCES", "EIO"])(
    "says so where it gets %s, and is done later",
    async (code) => {
      const states = await killedStates(subject);
      const [taken, finished] = ["pending", "committed"].map((state) =>
        states.findLast(({ project }) =>
          (project.readText(".scaffold/journal") ?? "").includes(`"${state}"`),
        ),
      );
      for (const { project, end } of [taken, finished].flatMap((state) => state ?? [])) {
        const calls = await callsOf((fileSystem) => recoverNow(fileSystem, 2), project.copy());
        for (const at of upTo(calls)) {
          const again = project.copy();
          const found = await recoverNow(failingAt(again, at, code), 2);
          expect(found.map(({ code: one }) => one)).toSatisfy(
            (codes: readonly string[]) => codes.length === 0 || codes[0] === "unsettled",
          );
          expect(await recoverNow(again, 3)).toEqual([]);
          expect(endOf(again)).toEqual(end);
        }
      }
    },
  );
});
