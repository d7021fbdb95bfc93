import { describe, expect, it } from "vitest";
import { bytesDigest } from "../../src/language/digest.ts";
import { recover, transactionOf, write } from "../../src/pipeline/write/index.ts";
import { intercept, Killed } from "../support/intercept.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { createTestHost } from "../support/test-host.ts";
import { changeSetOf, leftovers, picture } from "./twelve-files.ts";

const JOURNAL = ".scaffold/journal";

/** A project in which a file was made, another one replaced, and the run killed before its commit. */
async function stopped(path = "a.py"): Promise<MemoryFileSystem> {
  const memory = createMemoryFileSystem({ [path]: "old\n" });
  const watched = intercept(memory, () => {
    if (memory.readText(path) === "new\n") throw new Killed();
  });
  const changes = changeSetOf({
    "src/made.py": { before: null, after: "made\n" },
    [path]: { before: "old\n", after: "new\n" },
  });
  await write(transactionOf(changes), { fileSystem: watched, host: createTestHost() }).catch(
    () => undefined,
  );
  return memory;
}

async function recovered(memory: MemoryFileSystem) {
  const host = createTestHost({ pid: 2 });
  const { diagnostics } = await recover({ fileSystem: memory, host });
  return { codes: diagnostics.map(({ code }) => code), said: host.said };
}

describe("a run that was stopped in the middle", () => {
  it("is told when it is taken back", async () => {
    const { codes, said } = await recovered(await stopped());
    expect(codes).toEqual([]);
    expect(said).toEqual([
      "`scaffold apply` of 2026-11-28T09:00:00.000Z was stopped in the middle: what it had written is taken back.",
    ]);
  });

  type Save = (memory: MemoryFileSystem, path: string) => void;
  const saves: readonly (readonly [string, Save])[] = [
    ["as a new file", (memory, path) => memory.writeText(path, "mine\n")],
    ["in place", (memory, path) => memory.saveInPlace(path, "mine\n")],
  ];

  it.each(saves)(
    "leaves what a person has saved since %s, and names the text from before",
    async (_, save) => {
      const memory = await stopped();
      save(memory, "a.py");
      const { said } = await recovered(memory);
      const [, backup = ""] = /`(\.scaffold\/receipts\/.*?)`/.exec(said[1] ?? "") ?? [];
      expect([memory.readText("a.py"), memory.readText(backup)]).toEqual(["mine\n", "old\n"]);
    },
  );

  it.each(saves)(
    "leaves a file of its own that a person has saved %s, and says so",
    async (_, save) => {
      const memory = await stopped();
      save(memory, "src/made.py");
      const { said } = await recovered(memory);
      expect([memory.readText("src/made.py"), memory.readText("a.py")]).toEqual([
        "mine\n",
        "old\n",
      ]);
      expect(said[1]).toBe(
        "  `src/made.py` was saved since and stays; nothing stood there before.",
      );
    },
  );

  it("is settled where a signal comes meanwhile, and nothing goes on after it", async () => {
    const memory = await stopped();
    const host = createTestHost({ pid: 2, signal: () => "SIGINT" });
    expect(await recover({ fileSystem: memory, host })).toMatchObject({
      value: { signal: "SIGINT" },
      diagnostics: [{ message: expect.stringContaining("what an earlier run left is settled") }],
    });
    expect([memory.readText("a.py"), leftovers(memory)]).toEqual(["old\n", []]);
  });

  it("is taken back also where its folder is gone", async () => {
    const memory = await stopped("lib/deep/a.py");
    memory.removeFile("lib/deep/a.py");
    memory.removeFolder("lib/deep");
    memory.removeFolder("lib");
    expect(await recovered(memory)).toMatchObject({ codes: [], said: [expect.anything()] });
    expect(memory.readText("lib/deep/a.py")).toBe("old\n");
  });

  it("leaves a file that was saved in the place of a folder, and names it", async () => {
    const memory = await stopped("lib/a.py");
    memory.removeFile("lib/a.py");
    memory.removeFolder("lib");
    memory.writeText("lib", "mine\n");
    const { codes, said } = await recovered(memory);
    expect([codes, memory.readText("lib"), leftovers(memory)]).toEqual([[], "mine\n", []]);
    expect(said[1]).toMatch(/`lib` was saved since and stays; what stood there before is `/);
  });

  it("that the disk keeps from being taken back names the path", async () => {
    const memory = await stopped();
    const watched = intercept(memory, ({ name }) => {
      if (name !== "move") return;
      throw Object.assign(new Error("EACCES"), { code: "EACCES", syscall: "link" });
    });
    const host = createTestHost({ pid: 2 });
    const { diagnostics } = await recover({ fileSystem: watched, host });
    expect(diagnostics).toMatchObject([
      { code: "unsettled", message: expect.stringContaining("`a.py` cannot be written") },
    ]);
  });

  it("that was put back under both its names loses none of its texts", async () => {
    const memory = await stopped();
    const [id = ""] = memory.list(".scaffold/receipts");
    memory.removeFile("a.py");
    memory.link(`.scaffold/receipts/${id}/before/1`, "a.py");
    expect((await recovered(memory)).said).toHaveLength(1);
    expect([memory.readText("a.py"), memory.list(".scaffold")]).toEqual(["old\n", []]);
  });

  it("is taken back also in a copy of the project, where nothing has a second name", async () => {
    const memory = await stopped();
    memory.writeText("a.py", memory.readText("a.py") ?? "");
    await recovered(memory);
    expect(memory.readText("a.py")).toBe("old\n");
  });
});

describe("a project from anybody", () => {
  const git = { ".git/HEAD": "ref\n", ".git/before/0": "script\n" };
  const ofAnybody = {
    version: 1,
    receipt: "0001-1",
    keepsReceipt: false,
    undoes: null,
    command: "scaffold apply",
    time: "",
    steps: [],
    made: [],
    emptied: [],
  };
  const hash = bytesDigest(new TextEncoder().encode("script\n"));
  const hook = { path: "hooks/pre-commit", number: 0, before: hash, after: null };

  function clone(journal: object, links: Readonly<Record<string, string>>): MemoryFileSystem {
    const memory = createMemoryFileSystem(git);
    memory.writeText(JOURNAL, JSON.stringify({ ...ofAnybody, ...journal }));
    for (const [path, target] of Object.entries(links)) memory.makeLink(path, target);
    return memory;
  }

  it.each([
    ["receipt", { ".scaffold/receipts/0001-1": "../../.git" }],
    ["texts of a receipt", { ".scaffold/receipts/0001-1/before": "../../../.git/before" }],
  ])("whose %s are a link has nothing cleared that it leads to", async (_, links) => {
    for (const state of ["pending", "committed"]) {
      const memory = clone({ state }, links);
      expect((await recovered(memory)).codes).toEqual(["unsettled"]);
      expect([...memory.files.keys()]).toEqual(expect.arrayContaining(Object.keys(git)));
    }
  });

  it("whose journal leads through a link has nothing put there", async () => {
    const memory = clone({ state: "pending", steps: [hook] }, { hooks: ".git/hooks" });
    memory.makeFolder(".git/hooks");
    memory.writeText(".scaffold/receipts/0001-1/before/0", "script\n");
    expect((await recovered(memory)).codes).toEqual(["unsettled"]);
    expect(memory.list(".git/hooks")).toEqual([]);
  });

  it("whose receipt holds a link loses the link alone", async () => {
    const links = { ".scaffold/receipts/0001-1/more": "../../../.git" };
    const memory = clone({ state: "committed" }, links);
    expect((await recovered(memory)).codes).toEqual([]);
    expect(memory.paths.filter((path) => path.startsWith(".scaffold"))).toEqual([]);
    expect([...memory.files.keys()]).toEqual(Object.keys(git));
  });
});

describe("a journal that nobody can act on", () => {
  type Change = (journal: Record<string, unknown>) => unknown;
  const step = { path: "a.py", number: 0, before: null, after: null };

  it.each<[string, Change]>([
    ["of a newer version", (journal) => ({ ...journal, version: 2 })],
    ["that is a list", () => []],
    ["without its version", ({ version: _, ...journal }) => journal],
    ["without its steps", ({ steps: _, ...journal }) => journal],
    ["that leads out of the project", (one) => ({ ...one, steps: [{ ...step, path: "../a.py" }] })],
    ["that leads into what belongs to git", (one) => ({ ...one, made: [".git/hooks"] })],
    ["whose receipt is no folder of its own", (one) => ({ ...one, receipt: "../.." })],
  ])("%s stops the command, and nothing is touched", async (_, change) => {
    const memory = await stopped();
    memory.writeText(JOURNAL, JSON.stringify(change(JSON.parse(memory.readText(JOURNAL) ?? ""))));
    const before = picture(memory);
    expect((await recovered(memory)).codes).toEqual(["unsettled"]);
    expect(picture(memory)).toBe(before);
    expect(memory.kind(JOURNAL)).toBe("file");
  });
});
