import { describe, expect, it } from "vitest";
import { listReceipts, previewUndo } from "../../src/engine.ts";
import type { ChangeSet } from "../../src/model/change-set.ts";
import { transactionOf, write } from "../../src/pipeline/write/index.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { createTestHost } from "../support/test-host.ts";
import { changeSetOf, type Made, picture } from "../write/twelve-files.ts";

const host = createTestHost();

async function apply(memory: MemoryFileSystem, changes: ChangeSet): Promise<void> {
  const written = await write(transactionOf(changes), { fileSystem: memory, host });
  expect(written.diagnostics).toEqual([]);
}

async function undo(memory: MemoryFileSystem) {
  const { value, diagnostics } = await previewUndo(memory);
  const codes = diagnostics.map(({ code }) => code);
  if (!value) return { codes, kept: [], isDone: false, diagnostics };
  const written = await write(value.transaction, { fileSystem: memory, host });
  expect(written.diagnostics).toEqual([]);
  return { codes, kept: value.kept, isDone: true, diagnostics };
}

const created = (after: string): Made => ({ before: null, after });
const updated = (before: string, after: string): Made => ({ before, after });
const deleted = (before: string): Made => ({ before, after: null });

const records = [{ path: ".scaffold/hashes", text: "new\n" }];
const project = () => createMemoryFileSystem({ "a.py": "1\n", ".scaffold/hashes": "old\n" });

describe("undo", () => {
  it("leads back through several applies, one at a time", async () => {
    const memory = project();
    const trees = [picture(memory)];
    for (const changes of [
      changeSetOf({ "a.py": updated("1\n", "2\n"), "src/b.py": created("b\n") }, records),
      changeSetOf({ "a.py": deleted("2\n"), "src/c/d.py": created("d\n") }),
      changeSetOf({ "src/b.py": deleted("b\n"), "src/c/d.py": deleted("d\n") }),
    ]) {
      await apply(memory, changes);
      trees.push(picture(memory));
    }
    for (const tree of trees.slice(0, -1).toReversed()) {
      expect(await undo(memory)).toMatchObject({ isDone: true, codes: [] });
      expect(picture(memory)).toBe(tree);
    }
  });

  it("goes on after an apply that came between", async () => {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "2\n") }));
    await undo(memory);
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "3\n") }));
    await undo(memory);
    expect([memory.readText("a.py"), (await undo(memory)).isDone]).toEqual(["1\n", false]);
  });

  it("says nothing where there is nothing to undo", async () => {
    const memory = project();
    expect(await undo(memory)).toMatchObject({ isDone: false, codes: [] });
    expect(memory.paths).toEqual([".scaffold", ".scaffold/hashes", "a.py"]);
  });

  it("gives a file that was removed its mode back, and its folder", async () => {
    const memory = createMemoryFileSystem({ "bin/old/run.sh": "x\n" });
    memory.changeMode("bin/old/run.sh", 0o775);
    memory.changeMode("bin/old", 0o700);
    const before = picture(memory);
    await apply(memory, changeSetOf({ "bin/old/run.sh": deleted("x\n") }));
    await undo(memory);
    expect(picture(memory)).toBe(before);
  });

  it("keeps the mode that a person has given a file since", async () => {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "2\n") }));
    memory.changeMode("a.py", 0o755);
    await undo(memory);
    expect(memory.entry("a.py")?.mode).toBe(0o755);
  });

  it("leaves a folder that was empty before the apply", async () => {
    const memory = project();
    memory.makeFolder("empty");
    await apply(memory, changeSetOf({ "empty/new/b.py": created("b\n") }));
    await undo(memory);
    expect([memory.kind("empty"), memory.kind("empty/new")]).toEqual(["folder", null]);
  });

  it("gives bytes back that are no text", async () => {
    const memory = project();
    const bytes = new Uint8Array([0xff, 0x00, 0xfe]);
    memory.writeBytes(".scaffold/hashes", bytes);
    await apply(memory, changeSetOf({ "b.py": created("b\n") }, records));
    await undo(memory);
    expect(memory.readBytes(".scaffold/hashes")).toEqual(bytes);
  });
});

describe("undo after edits", () => {
  const changes = changeSetOf(
    {
      "a.py": updated("1\n", "2\n"),
      "b.py": created("b\n"),
      "scaffold.json": updated("{}\n", "[]\n"),
    },
    records,
  );

  async function edited(edit: (memory: MemoryFileSystem) => void) {
    const memory = project();
    memory.writeText("scaffold.json", "{}\n");
    await apply(memory, changes);
    edit(memory);
    return { memory, ...(await undo(memory)) };
  }

  it("leaves what was edited, names it, and takes the rest back", async () => {
    const { memory, kept, codes } = await edited((one) => one.writeText("a.py", "mine\n"));
    expect([kept, codes]).toEqual([["a.py"], ["edited-since"]]);
    expect([memory.readText("a.py"), memory.kind("b.py")]).toEqual(["mine\n", null]);
    expect(memory.readText(".scaffold/hashes")).toBe("old\n");
    expect((await undo(memory)).isDone).toBe(false);
  });

  it.each([
    ["a.py", "mine\n", /Take out of it .*; what stood there before is `\.scaffold\/receipts\/.*`/],
    ["b.py", "mine\n", /Remove it/],
    ["scaffold.json", "mine\n", /Take out of it what the apply brought in/],
  ])("says how to finish by hand: %s", async (path, text, help) => {
    const { diagnostics } = await edited((one) => one.writeText(path, text));
    expect(diagnostics).toMatchObject([
      { message: expect.stringContaining(path), help: expect.stringMatching(help) },
    ]);
  });

  const formerOf = ({ help = "" }: { help?: string | undefined }) =>
    /`(\.scaffold\/receipts\/.*)`/.exec(help)?.[1] ?? "";

  it("keeps what stood there before, and nothing else of the receipt", async () => {
    const { memory, diagnostics } = await edited((one) => one.writeText("a.py", "mine\n"));
    const [former = ""] = diagnostics.map(formerOf);
    expect(memory.readText(former)).toBe("1\n");
    const [id = ""] = memory.list(".scaffold/receipts");
    expect(memory.list(`.scaffold/receipts/${id}`)).toEqual(["before"]);
    expect(memory.list(`.scaffold/receipts/${id}/before`)).toHaveLength(1);
    expect((await listReceipts(memory)).value).toEqual([]);
  });

  it("keeps the text of a file that the apply removed, and that a person made anew", async () => {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": deleted("1\n"), "b.py": created("b\n") }));
    memory.writeText("a.py", "# note\n");
    const { diagnostics } = await undo(memory);
    expect(diagnostics).toMatchObject([
      { help: expect.stringMatching(/^The apply had removed it/) },
    ]);
    expect(diagnostics.map((one) => memory.readText(formerOf(one)))).toEqual(["1\n"]);
  });

  it("keeps it through as many applies as come", async () => {
    const { memory, diagnostics } = await edited((one) => one.writeText("a.py", "mine\n"));
    for (let round = 0; round < 25; round++) {
      await apply(memory, changeSetOf({ [`c${round}.py`]: created("c\n") }));
    }
    expect((await listReceipts(memory)).value).toHaveLength(20);
    expect(diagnostics.map((one) => memory.readText(formerOf(one)))).toEqual(["1\n"]);
  });

  it("takes a file for edited that became a folder", async () => {
    const { kept } = await edited((one) => {
      one.removeFile("b.py");
      one.makeFolder("b.py");
    });
    expect(kept).toEqual(["b.py"]);
  });

  it("does not mind what a person has taken back already", async () => {
    const { memory, codes } = await edited((one) => {
      one.removeFile("b.py");
      one.writeText("a.py", "1\n");
    });
    expect(codes).toEqual([]);
    expect([memory.readText("a.py"), memory.readText("scaffold.json")]).toEqual(["1\n", "{}\n"]);
  });

  it("does nothing where every file was edited", async () => {
    const { memory, isDone, codes } = await edited((one) => {
      for (const path of ["a.py", "b.py", "scaffold.json"]) one.writeText(path, "mine\n");
    });
    expect([isDone, codes]).toEqual([false, ["edited-since", "edited-since", "edited-since"]]);
    expect(memory.readText(".scaffold/hashes")).toBe("new\n");
  });

  it("refuses as a whole where the records have moved on", async () => {
    const { memory, isDone, codes } = await edited((one) =>
      one.writeText(".scaffold/hashes", "git\n"),
    );
    expect([isDone, codes]).toEqual([false, ["cannot-undo"]]);
    expect(memory.readText("a.py")).toBe("2\n");
  });

  it("refuses where what was there before is not whole any more", async () => {
    const { memory, isDone, codes } = await edited((one) => {
      const [id = ""] = one.list(".scaffold/receipts");
      one.writeText(`.scaffold/receipts/${id}/before/0`, "damaged\n");
    });
    expect([isDone, codes]).toEqual([false, ["cannot-undo"]]);
    expect(memory.readText("a.py")).toBe("2\n");
  });

  it("is refused for a file that was edited between the look and the write", async () => {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "2\n") }));
    const { value } = await previewUndo(memory);
    memory.writeText("a.py", "mine\n");
    if (!value) throw new Error("there is nothing to undo");
    const { diagnostics } = await write(value.transaction, { fileSystem: memory, host });
    expect(diagnostics.map(({ code }) => code)).toEqual(["changed-meanwhile"]);
    expect(memory.readText("a.py")).toBe("mine\n");
  });
});

describe("undo of a migration", () => {
  const path = "versions/0002_abc123abc123.py";
  const text = 'revision = "abc123abc123"\n';
  const record = {
    path: ".scaffold/state/tables/abc123abc123.json",
    text: JSON.stringify({ path }),
  };

  async function migrated(more: (memory: MemoryFileSystem) => void = () => undefined) {
    const memory = project();
    memory.writeText("versions/0001.py", 'revision = "000000000001"\n');
    const { files, ...rest } = changeSetOf({ [path]: created(text) }, [record]);
    await apply(memory, {
      ...rest,
      files: files.map((file) => ({ ...file, ownership: "history" as const })),
    });
    more(memory);
    return { memory, ...(await undo(memory)) };
  }

  it("that is the newest takes it back, and says to downgrade first", async () => {
    const { memory, codes } = await migrated();
    expect(codes).toEqual(["downgrade-first"]);
    expect(memory.list("versions")).toEqual(["0001.py"]);
  });

  it("takes back all that one apply made, the newest first, down to what stays", async () => {
    const memory = project();
    memory.writeText(".scaffold/state/tables/000000000001.json", "{}");
    const next = "versions/0003_def456def456.py";
    const { files, ...rest } = changeSetOf(
      {
        [path]: created(`${text}down_revision = "000000000001"\n`),
        [next]: created('down_revision = "abc123abc123"\n'),
      },
      [
        record,
        { path: ".scaffold/state/tables/def456def456.json", text: JSON.stringify({ path: next }) },
      ],
    );
    const histories = files.map((file) => ({ ...file, ownership: "history" as const }));
    await apply(memory, { ...rest, files: histories });

    const { diagnostics } = await previewUndo(memory);

    const help = "`alembic downgrade 000000000001` while the file is still there";
    expect(diagnostics).toMatchObject([
      { code: "downgrade-first", place: { file: next }, help },
      { code: "downgrade-first", place: { file: path }, help },
    ]);
  });

  it.each([
    ["that another one follows", "versions/0003.py", 'down_revision = "abc123abc123"\n'],
    ["that was edited", path, `${text}# mine\n`],
  ])("%s is refused as a whole", async (_, edited, now) => {
    const { memory, codes, isDone } = await migrated((one) => one.writeText(edited, now));
    expect([isDone, codes]).toEqual([false, ["cannot-undo"]]);
    expect(memory.kind(path)).toBe("file");
  });
});

describe("a receipt", () => {
  async function withReceipt(change: (receipt: Record<string, unknown>) => object) {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "2\n") }));
    const [id = ""] = memory.list(".scaffold/receipts");
    const file = `.scaffold/receipts/${id}/receipt.json`;
    memory.writeText(file, JSON.stringify(change(JSON.parse(memory.readText(file) ?? ""))));
    return (await undo(memory)).codes;
  }

  it.each([
    [
      "leads out of the project",
      (one: object) => ({ ...one, made_folders: ["../x"] }),
      "cannot-undo",
    ],
    [
      "leads into what belongs to git",
      (one: object) => ({ ...one, made_folders: [".git/x"] }),
      "cannot-undo",
    ],
    ["says that it is another", (one: object) => ({ ...one, id: "0009-1" }), "cannot-undo"],
    ["has a member too many", (one: object) => ({ ...one, more: 1 }), "unknown-member"],
  ])("that %s is refused", async (_, change, code) => {
    expect(await withReceipt(change)).toEqual([code]);
  });

  it("is listed, the latest first", async () => {
    const memory = project();
    await apply(memory, changeSetOf({ "a.py": updated("1\n", "2\n") }));
    await apply(memory, changeSetOf({ "a.py": updated("2\n", "3\n") }));
    const { value } = await listReceipts(memory);
    expect(value.map(({ id }) => id.slice(0, 4))).toEqual(["0002", "0001"]);
  });
});
