import { describe, expect, it } from "vitest";
import type { ChangeSet } from "../../src/model/change-set.ts";
import { recover, transactionOf, write } from "../../src/pipeline/write/index.ts";
import type { FileSystem } from "../../src/ports.ts";
import { type FileSystemCall, intercept } from "../support/intercept.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { createTestHost } from "../support/test-host.ts";
import { changeSetOf, leftovers, picture } from "./twelve-files.ts";

function apply(changeSet: ChangeSet, fileSystem: FileSystem, host = createTestHost()) {
  return write(transactionOf(changeSet), { fileSystem, host });
}

/** Does something once, before the first call of a kind for a path. */
function once(inner: FileSystem, name: FileSystemCall["name"], path: string, act: () => void) {
  let isDone = false;
  return intercept(inner, (call) => {
    if (isDone || call.name !== name || call.path !== path) return;
    isDone = true;
    act();
  });
}

const oneUpdate = changeSetOf({ "a.py": { before: "old\n", after: "new\n" } });

describe("a write", () => {
  it("stages every text before it touches the first file", async () => {
    const calls: string[] = [];
    const memory = createMemoryFileSystem({ "b.py": "old\n" });
    const watched = intercept(memory, ({ name, path }) => {
      if (["writeFile", "rename"].includes(name)) calls.push(`${name} ${path}`);
    });
    const files = {
      "a.py": { before: null, after: "a\n" },
      "b.py": { before: "old\n", after: "b\n" },
    };
    await apply(changeSetOf(files), watched);
    const touched = calls.indexOf("rename b.py");
    expect(calls.lastIndexOf("writeFile .scaffold/staging/1")).toBeLessThan(touched);
    expect(touched).toBeGreaterThan(0);
  });

  it.each(["unchanged", "kept", "gone", "conflict"] as const)(
    "leaves a file that is %s, and makes no lock for it",
    async (action) => {
      const memory = createMemoryFileSystem({ "a.py": "mine\n" });
      const [file] = oneUpdate.files;
      const files = file ? [{ ...file, action }] : [];
      const { value } = await apply({ ...oneUpdate, files }, memory);
      expect(value.receipt).toBeNull();
      expect(memory.paths).toEqual(["a.py"]);
    },
  );

  it("of what is there already writes nothing", async () => {
    const memory = createMemoryFileSystem({ "a.py": "same\n" });
    await apply(changeSetOf({ "a.py": { before: "same\n", after: "same\n" } }), memory);
    expect(memory.paths).toEqual(["a.py"]);
  });

  it("keeps a receipt with the bytes that were there", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    const { value } = await apply(oneUpdate, memory);
    expect(value.receipt?.updated.map(({ path }) => path)).toEqual(["a.py"]);
    expect(memory.readText(`.scaffold/receipts/${value.receipt?.id}/before/0`)).toBe("old\n");
  });

  it("keeps bytes that are no text as they were", async () => {
    const memory = createMemoryFileSystem();
    const bytes = new Uint8Array([0x63, 0xff, 0x00, 0xfe]);
    memory.writeBytes(".scaffold/hashes", bytes);
    const { value } = await apply(
      changeSetOf({}, [{ path: ".scaffold/hashes", text: "h\n" }]),
      memory,
    );
    const kept = memory.readBytes(`.scaffold/receipts/${value.receipt?.id}/before/0`);
    expect(kept).toEqual(bytes);
  });

  it("of a saved plan names it in the receipt", async () => {
    const fileSystem = createMemoryFileSystem({ "a.py": "old\n" });
    const ports = { fileSystem, host: createTestHost() };
    const { value } = await write(transactionOf(oneUpdate, "4c1f0e9a2b7d6a10"), ports);
    expect(value.receipt?.plan).toBe("4c1f0e9a2b7d6a10");
  });

  it("keeps no more than twenty receipts", async () => {
    const memory = createMemoryFileSystem({ "a.py": "0\n" });
    for (let round = 0; round < 25; round++) {
      const made = { before: `${round}\n`, after: `${round + 1}\n` };
      await apply(changeSetOf({ "a.py": made }), memory);
    }
    const ids = memory.list(".scaffold/receipts");
    expect([ids.length, ids[0]?.slice(0, 4), ids.at(-1)?.slice(0, 4)]).toEqual([
      20,
      "0006",
      "0025",
    ]);
  });

  it("never removes what a person was told to look at to make room for a receipt", async () => {
    const memory = createMemoryFileSystem({ "a.py": "0\n" });
    const told = ".scaffold/receipts/0001-20261127T090000Z/before/3";
    memory.writeText(told, "mine\n");
    for (let round = 0; round < 25; round++) {
      const made = { before: `${round}\n`, after: `${round + 1}\n` };
      await apply(changeSetOf({ "a.py": made }), memory);
    }
    expect([memory.readText(told), memory.list(".scaffold/receipts").length]).toEqual([
      "mine\n",
      21,
    ]);
  });

  it.each(["999999999", "123456789012"])("counts no folder with the number %s", async (number) => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    memory.writeText(`.scaffold/receipts/${number}-1/receipt.json`, "{}\n");
    const { value } = await apply(oneUpdate, memory);
    expect(value.receipt?.id).toMatch(/^0001-/);
  });

  it("after the last number that there is says so, and touches nothing", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    memory.writeText(".scaffold/receipts/99999999-1/receipt.json", "{}\n");
    const { diagnostics } = await apply(oneUpdate, memory);
    expect(diagnostics).toMatchObject([
      { code: "write-failed", place: { file: ".scaffold/receipts/99999999-1" } },
    ]);
    expect([memory.readText("a.py"), leftovers(memory)]).toEqual(["old\n", []]);
  });

  it("of a project that is made keeps no receipt: before it there was nothing", async () => {
    const memory = createMemoryFileSystem();
    await apply(changeSetOf({ "scaffold.json": { before: null, after: "{}\n" } }), memory);
    expect(memory.paths).toEqual(["scaffold.json"]);
  });

  it("keeps the mode that a person gave a file", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    memory.changeMode("a.py", 0o750);
    await apply(oneUpdate, memory);
    expect(memory.entry("a.py")?.mode).toBe(0o750);
  });

  it("refuses where the manifest has moved on since it was read", async () => {
    const memory = createMemoryFileSystem({ "scaffold.json": "newer\n" });
    const changes = changeSetOf({ "a.py": { before: null, after: "a\n" } });
    const [manifest] = changeSetOf({ "scaffold.json": { before: "old\n", after: "old\n" } }).files;
    const files = manifest ? [...changes.files, { ...manifest, action: "unchanged" as const }] : [];
    const { diagnostics } = await apply({ ...changes, files }, memory);
    expect(diagnostics.map(({ code }) => code)).toEqual(["changed-meanwhile"]);
    expect(memory.paths).toEqual(["scaffold.json"]);
  });
});

describe("what cannot be removed any more", () => {
  const [oldest, undone] = ["0001-20261127T090000Z", "0002-20261127T090000Z"];
  const foreign = [oldest, undone].map((id) => `.scaffold/receipts/${id}`);

  /** Receipts of another person, more than are kept. */
  function ofAnother() {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    for (let number = 1; number <= 20; number++) {
      const id = `${String(number).padStart(4, "0")}-20261127T090000Z`;
      memory.writeText(`.scaffold/receipts/${id}/receipt.json`, "{}\n");
      memory.writeText(`.scaffold/receipts/${id}/before/0`, "0\n");
    }
    const fileSystem = intercept(memory, ({ name, path }) => {
      if (name !== "removeFile" || !foreign.some((folder) => path.startsWith(folder))) return;
      throw Object.assign(new Error("EACCES"), { code: "EACCES", path, syscall: "unlink" });
    });
    return { memory, fileSystem };
  }

  it("is told once, and keeps neither this run nor the next one from its end", async () => {
    const { memory, fileSystem } = ofAnother();
    const host = createTestHost();
    const transaction = { ...transactionOf(oneUpdate), undoes: undone };
    const { value, diagnostics } = await write(transaction, { fileSystem, host });
    expect(value.receipt).not.toBeNull();
    expect(diagnostics.map(({ code }) => code)).toEqual(["untidied", "untidied"]);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining(`${undone}/receipt.json\`: permission denied`),
      expect.stringContaining(`${oldest}/before/0\`: permission denied`),
    ]);
    expect([memory.readText("a.py"), leftovers(memory)]).toEqual(["new\n", []]);
    const { diagnostics: next } = await recover({ fileSystem, host });
    expect([next, host.said]).toEqual([[], []]);
  });
});

describe("a write refuses, and says which path and why", () => {
  interface Refusal {
    readonly title: string;
    readonly prepare: (memory: MemoryFileSystem) => void;
    readonly changes: ChangeSet;
    readonly message: RegExp;
  }
  const create = changeSetOf({ "src/a.py": { before: null, after: "a\n" } });
  const refusals: readonly Refusal[] = [
    {
      title: "a file without the owner's write bit",
      prepare: (memory) => {
        memory.writeText("a.py", "old\n", 0o444);
      },
      changes: oneUpdate,
      message: /`a\.py` cannot be written: it is read-only/,
    },
    {
      title: "a folder without the owner's write bit",
      prepare: (memory) => {
        memory.makeFolder("src", 0o555);
      },
      changes: create,
      message: /`src\/a\.py` cannot be written: the folder `src` is read-only/,
    },
    {
      title: "a folder where a file belongs",
      prepare: (memory) => memory.writeText("src/a.py/x", "x\n"),
      changes: create,
      message: /`src\/a\.py` cannot be written: a folder stands there/,
    },
    {
      title: "a file where a folder belongs",
      prepare: (memory) => memory.writeText("src", "x\n"),
      changes: create,
      message: /`src\/a\.py` cannot be written: `src` is a file where a folder is needed/,
    },
    {
      title: "a link that leads out of the project",
      prepare: (memory) => memory.makeLink("src/a.py", "../../a.py"),
      changes: create,
      message: /`src\/a\.py` cannot be written: .*leads out of the project/,
    },
    {
      title: "a linked folder that leads out of the project",
      prepare: (memory) => memory.makeLink("src", "../elsewhere"),
      changes: create,
      message: /`src\/a\.py` cannot be written: .*leads out of the project/,
    },
    {
      title: "a link into what belongs to git",
      prepare: (memory) => memory.makeLink("src", ".git/hooks"),
      changes: create,
      message: /`src\/a\.py` cannot be written: .*`\.git` belongs to git/,
    },
    {
      title: "a link that would be deleted with what it leads to",
      prepare: (memory) => {
        memory.writeText("real/a.py", "old\n");
        memory.makeLink("a.py", "real/a.py");
      },
      changes: changeSetOf({ "a.py": { before: "old\n", after: null } }),
      message: /`a\.py` cannot be written: it is a link to `real\/a\.py`/,
    },
    {
      title: "two names of one file",
      prepare: (memory) => {
        memory.writeText("a.py", "old\n");
        memory.makeLink("b.py", "a.py");
      },
      changes: changeSetOf({
        "a.py": { before: "old\n", after: "a\n" },
        "b.py": { before: "old\n", after: "b\n" },
      }),
      message: /`b\.py` cannot be written: `a\.py` leads to the same file/,
    },
    {
      title: "a folder of its own that is a link",
      prepare: (memory) => {
        memory.writeText("src/mine.py", "mine\n");
        memory.makeLink(".scaffold/staging", "../src");
      },
      changes: create,
      message: /`\.scaffold\/staging` cannot be written: a link stands there/,
    },
  ];

  it.each(refusals)("$title", async ({ prepare, changes, message }) => {
    const memory = createMemoryFileSystem();
    prepare(memory);
    const before = picture(memory);
    const { value, diagnostics } = await apply(changes, memory);
    expect(diagnostics).toMatchObject([
      { code: "write-failed", message: expect.stringMatching(message), help: expect.anything() },
    ]);
    expect(value.receipt).toBeNull();
    expect(picture(memory)).toBe(before);
    expect(leftovers(memory).filter((path) => !path.endsWith("staging"))).toEqual([]);
  });
});

describe("a link inside the project", () => {
  it("stays, and the file that it leads to is swapped", async () => {
    const memory = createMemoryFileSystem({ "real/a.py": "old\n" });
    memory.makeLink("a.py", "real/a.py");
    await apply(oneUpdate, memory);
    expect([memory.kind("a.py"), memory.readText("real/a.py")]).toEqual(["link", "new\n"]);
  });

  it("to a folder is followed", async () => {
    const memory = createMemoryFileSystem({ "real/b.py": "b\n" });
    memory.makeLink("src", "real");
    await apply(changeSetOf({ "src/a.py": { before: null, after: "a\n" } }), memory);
    expect([memory.kind("src"), memory.readText("real/a.py")]).toEqual(["link", "a\n"]);
  });
});

describe("what an editor saves in the middle of a run", () => {
  const edited = "mine\n";
  const saves = (memory: MemoryFileSystem, path: string) => () => memory.writeText(path, edited);

  async function interrupted(
    changes: ChangeSet,
    at: { name: FileSystemCall["name"]; call: string; saved: string },
  ) {
    const memory = createMemoryFileSystem({ "a.py": "old\n", "z.py": "z\n" });
    const watched = once(memory, at.name, at.call, saves(memory, at.saved));
    const { value, diagnostics } = await apply(changes, watched);
    const codes = diagnostics.map(({ code }) => code);
    return { memory, value, codes, diagnostics };
  }

  const both = changeSetOf({
    "a.py": { before: "old\n", after: "new\n" },
    "b/c.py": { before: null, after: "c\n" },
    "z.py": { before: "z\n", after: "new z\n" },
  });

  it.each([
    ["before its file is moved away", "rename", "z.py", "z.py"],
    ["in the place of a new file", "link", ".scaffold/staging/1", "b/c.py"],
    ["after its file was moved away", "link", ".scaffold/staging/2", "z.py"],
  ] as const)("%s is kept, and the rest is as before", async (_, name, call, saved) => {
    const { memory, value, codes } = await interrupted(both, { name, call, saved });
    expect([value.receipt, codes[0]]).toEqual([null, "changed-meanwhile"]);
    expect(memory.readText(saved)).toBe(edited);
    expect(memory.readText("a.py")).toBe("old\n");
    expect(leftovers(memory)).toEqual([]);
  });

  it("in place into a file that was swapped already is kept, and the text from before", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n", "z.py": "z\n" });
    const watched = once(memory, "rename", "z.py", () => {
      memory.saveInPlace("a.py", edited);
      memory.saveInPlace("b/c.py", edited);
      memory.removeFile("z.py");
    });
    const { value, diagnostics } = await apply(both, watched);
    expect(value.receipt).toBeNull();
    expect([memory.readText("a.py"), memory.readText("b/c.py")]).toEqual([edited, edited]);
    expect(diagnostics.slice(1)).toMatchObject([
      { place: { file: "b/c.py" }, help: expect.stringContaining("Nothing stood there before") },
      { place: { file: "a.py" }, help: expect.stringMatching(/before the run is `\.scaffold/) },
    ]);
  });

  it("where the text from before cannot go back is named with that text", async () => {
    const { memory, diagnostics } = await interrupted(both, {
      name: "link",
      call: ".scaffold/staging/2",
      saved: "z.py",
    });
    const [, left] = diagnostics;
    const [, backup = ""] = /`(\.scaffold\/receipts\/.*?)`/.exec(left?.help ?? "") ?? [];
    expect(left?.message).toContain("`z.py`");
    expect(memory.readText(backup)).toBe("z\n");
  });

  it("into a file that was moved away already is kept", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n", "z.py": "z\n" });
    const watched = once(memory, "rename", "z.py", () => {
      const [id = ""] = memory.list(".scaffold/receipts");
      memory.writeText(`.scaffold/receipts/${id}/before/0`, edited);
    });
    const { value } = await apply(both, watched);
    expect(value.receipt).toBeNull();
    expect(memory.readText("a.py")).toBe(edited);
  });

  it("as a file that is taken away leaves it away", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n", "z.py": "z\n" });
    const { diagnostics } = await apply(
      both,
      once(memory, "rename", "z.py", () => memory.removeFile("z.py")),
    );
    expect(diagnostics).toMatchObject([
      { code: "changed-meanwhile", message: expect.stringContaining("was taken away") },
    ]);
    expect([memory.kind("z.py"), memory.readText("a.py")]).toEqual([null, "old\n"]);
  });
});

describe("a signal", () => {
  it.each([1, 2])("that comes at look %i before the commit takes everything back", async (look) => {
    let looks = 0;
    const host = createTestHost({
      signal: () => {
        looks += 1;
        return looks >= look ? "SIGTERM" : null;
      },
    });
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    const { value, diagnostics } = await apply(oneUpdate, memory, host);
    expect(value).toEqual({ receipt: null, signal: "SIGTERM" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["interrupted"]);
    expect(memory.paths).toEqual(["a.py"]);
  });

  it("that comes after the commit is told, and the change stands", async () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    const isCommitted = () => memory.list(".scaffold/receipts").length > 0;
    const host = createTestHost({
      signal: () => (isCommitted() && memory.kind(".scaffold/journal") === null ? "SIGINT" : null),
    });
    const { value, diagnostics } = await apply(oneUpdate, memory, host);
    expect(value.signal).toBe("SIGINT");
    expect(diagnostics.map(({ code }) => code)).toEqual(["stopped-too-late"]);
    expect(memory.readText("a.py")).toBe("new\n");
  });
});

describe("a crash of the machine", () => {
  it("loses nothing that the next step relies on: all of it was synced before", async () => {
    const calls: string[] = [];
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    const watched = intercept(memory, ({ name, path }) => {
      if (["rename", "link", "sync"].includes(name)) {
        calls.push(`${name} ${path.replace(/receipts\/[^/,]*/g, "receipts/ID")}`);
      }
    });
    const files = {
      "a.py": { before: "old\n", after: "a\n" },
      "src/b.py": { before: null, after: "b\n" },
    };
    await apply(changeSetOf(files), watched);
    expect(calls.slice(1)).toEqual([
      // The new texts and the journal, before anything is touched.
      "sync .scaffold/staging/0,.scaffold/staging/1,.scaffold/staging",
      "sync .scaffold/staging/pending",
      "rename .scaffold/staging/pending",
      "sync .scaffold",
      "sync .scaffold/receipts/ID/receipt.json",
      "rename a.py",
      "link .scaffold/staging/0",
      "link .scaffold/staging/1",
      // What was touched, before the commit.
      "sync ,src,.scaffold/receipts/ID/before,.scaffold/receipts/ID,.scaffold/receipts",
      "sync .scaffold/staging/committed",
      "rename .scaffold/staging/committed",
      // The commit, before what it needed is cleared.
      "sync .scaffold",
      "sync .scaffold",
    ]);
  });
});
