import { describe, expect, it } from "vitest";
import { settleLeftovers, transactionOf, write } from "../../src/pipeline/write/index.ts";
import type { FileSystem } from "../../src/ports.ts";
import { intercept, Killed, killedAt } from "../support/intercept.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { createTestHost, type TestHostOptions } from "../support/test-host.ts";
import { changeSetOf, leftovers } from "./twelve-files.ts";

const LOCK = ".scaffold/lock";

const oneUpdate = changeSetOf({ "a.py": { before: "old\n", after: "new\n" } });

function project(): MemoryFileSystem {
  return createMemoryFileSystem({ "a.py": "old\n" });
}

async function apply(fileSystem: FileSystem, options: TestHostOptions) {
  const host = createTestHost(options);
  const { value, diagnostics } = await write(transactionOf(oneUpdate), { fileSystem, host });
  return { isWritten: value.receipt !== null, diagnostics, said: host.said };
}

/** What the lock of a process says. */
function lockOf(pid: number): string {
  return `${JSON.stringify(createTestHost({ pid }).holder())}\n`;
}

describe("the lock of a project", () => {
  it("that a running process holds is waited for, and then named", async () => {
    const memory = project();
    memory.writeText(LOCK, lockOf(7));
    const { isWritten, diagnostics, said } = await apply(memory, { running: [7] });
    expect(isWritten).toBe(false);
    expect(diagnostics).toMatchObject([
      { code: "locked", message: expect.stringMatching(/`scaffold apply` \(process 7 on here/) },
    ]);
    expect(said).toEqual([expect.stringMatching(/^Waiting for `scaffold apply` \(process 7/)]);
    expect(leftovers(memory)).toEqual([LOCK]);
  });

  it("that is released in the meantime is taken", async () => {
    const memory = project();
    memory.writeText(LOCK, lockOf(7));
    const onPause = () => memory.removeFile(LOCK);
    const { isWritten } = await apply(memory, { running: [7], onPause });
    expect(isWritten).toBe(true);
  });

  it("is not waited for any longer after a signal", async () => {
    const memory = project();
    memory.writeText(LOCK, lockOf(7));
    const { diagnostics } = await apply(memory, { running: [7], signal: () => "SIGINT" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["interrupted"]);
  });

  it.each([
    ["a dead process", lockOf(7)],
    ["nobody that it tells, as after a crash of the machine", ""],
  ])("of %s is taken over", async (_, text) => {
    const memory = project();
    memory.writeText(LOCK, text);
    expect(await apply(memory, {})).toMatchObject({ isWritten: true, diagnostics: [] });
    expect(leftovers(memory)).toEqual([]);
  });

  it("that nobody can read is named, and never taken over", async () => {
    const memory = project();
    memory.makeFolder(LOCK.split("/")[0] ?? "");
    memory.makeFolder(LOCK);
    const { isWritten, diagnostics } = await apply(memory, {});
    expect(isWritten).toBe(false);
    expect(diagnostics).toMatchObject([
      {
        code: "locked",
        message: expect.stringContaining(`\`${LOCK}\` is there, and cannot be read`),
      },
    ]);
  });

  it("is held also where the answer to the link was lost, and the link is made again", async () => {
    const memory = project();
    const link: FileSystem["link"] = (from, to) => {
      if (to === LOCK) memory.link(from, to);
      memory.link(from, to);
    };
    expect(await apply({ ...memory, link }, { pid: 1, running: [1] })).toMatchObject({
      isWritten: true,
    });
    expect(leftovers(memory)).toEqual([]);
  });

  it("that says what a terminal would act on is named without that", async () => {
    const memory = project();
    const holder = { ...createTestHost({ pid: 7 }).holder(), command: "x\u001b[2J\u009b2J\u202e" };
    memory.writeText(LOCK, JSON.stringify(holder));
    const { said } = await apply(memory, { running: [7] });
    expect(said).toEqual([expect.stringContaining("`x\\u001b[2J\\u009b2J\\u202e` (process 7")]);
  });

  it("is released also where something stands beside it that cannot be read or removed", async () => {
    const memory = project();
    memory.writeText(`${LOCK}.d/mine`, "mine\n");
    expect(await apply(memory, {})).toMatchObject({ isWritten: true, diagnostics: [] });
    expect(leftovers(memory)).toEqual([`${LOCK}.d`]);
  });

  it("of a dead process whose heir is dead too is taken over", async () => {
    const memory = project();
    memory.writeText(LOCK, lockOf(7));
    for (const pid of [8, 9]) {
      // Killed as soon as it has become the heir.
      const calls = memory.paths.length;
      const watched = intercept(memory, () => {
        if (memory.paths.length > calls + 1) throw new Killed();
      });
      await apply(watched, { pid }).catch(() => undefined);
    }
    expect(leftovers(memory).length).toBeGreaterThan(2);
    expect(await apply(memory, { pid: 10 })).toMatchObject({ isWritten: true });
    expect(leftovers(memory)).toEqual([]);
  });
});

describe("a run that becomes the heir of a lock which was released in between", () => {
  it("holds nothing, and waits for the one that took it since", async () => {
    const memory = project();
    memory.writeText(LOCK, lockOf(7));
    const watched = intercept(memory, ({ name }) => {
      if (name === "link") memory.writeText(LOCK, lockOf(8));
    });
    const { isWritten, diagnostics } = await apply(watched, { running: [8] });
    expect([isWritten, diagnostics.map(({ code }) => code)]).toEqual([false, ["locked"]]);
    expect(leftovers(memory)).toEqual([LOCK]);
  });
});

describe("two runs that take over the lock of a dead process", () => {
  /** How far apart the calls of one run and the whole of the other can be. */
  const CALLS = 40;

  it("at whatever call they meet never hold it both", async () => {
    for (let at = 1; at <= CALLS; at++) {
      const memory = project();
      memory.writeText(LOCK, lockOf(7));
      const others: Promise<unknown>[] = [];
      const watched = intercept(memory, ({ number }) => {
        // The other run does all that it can before this one goes on.
        if (number === at) others.push(settleInTheMiddle(memory));
      });
      await apply(watched, { pid: 1, running: [2] });
      await Promise.all(others);
      expect([at, memory.readText("a.py")]).toEqual([at, "new\n"]);
      expect([at, leftovers(memory)]).toEqual([at, []]);
    }
  });

  function settleInTheMiddle(memory: MemoryFileSystem): Promise<unknown> {
    const host = createTestHost({ pid: 2, running: [1] });
    return settleLeftovers({ fileSystem: memory, host });
  }

  it("leave a lock that can be taken over again, at whatever call one is killed", async () => {
    for (let at = 1; at <= CALLS; at++) {
      const memory = project();
      memory.writeText(LOCK, lockOf(7));
      await apply(killedAt(memory, at), { pid: 1 }).catch(() => undefined);
      await apply(killedAt(memory, at), { pid: 2 }).catch(() => undefined);
      await apply(memory, { pid: 3 });
      expect([at, memory.readText("a.py"), leftovers(memory)]).toEqual([at, "new\n", []]);
    }
  });
});
