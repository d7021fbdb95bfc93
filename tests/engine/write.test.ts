import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMemoryFileSystem } from "../../src/adapters/memory-file-system.ts";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import type { ChangeAction, ChangeSet, FileChange } from "../../src/model/change-set.ts";
import { write } from "../../src/pipeline/write/index.ts";
import type { FileSystem } from "../../src/ports.ts";

function file(path: string, action: ChangeAction, more: Partial<FileChange> = {}): FileChange {
  const text = action === "delete" ? null : `new ${path}\n`;
  return {
    path,
    action,
    ownership: "managed",
    mode: 0o644,
    current: null,
    generated: text,
    result: text,
    ...more,
  };
}

function changeSet(files: readonly FileChange[], records: ChangeSet["records"] = []): ChangeSet {
  return { files, records, addedUses: [], overrides: [] };
}

/** Writes down every call that changes something, and fails at one of them. */
function watched(inner: FileSystem, failAt = Number.POSITIVE_INFINITY) {
  const calls: string[] = [];
  const call = (name: string) => {
    if (calls.length === failAt) throw new Error("no space left");
    calls.push(name);
  };
  const fileSystem: FileSystem = {
    ...inner,
    writeText(path, text, mode) {
      call(`write ${path}`);
      inner.writeText(path, text, mode);
    },
    rename(from, to) {
      call(`move ${to}`);
      inner.rename(from, to);
    },
    removeFile(path) {
      call(`remove ${path}`);
      inner.removeFile(path);
    },
  };
  return { fileSystem, calls };
}

describe("write in memory", () => {
  it("stages every file before it moves the first", () => {
    const { fileSystem, calls } = watched(createMemoryFileSystem({ "b.py": "old\n" }));
    write(changeSet([file("a.py", "create"), file("b.py", "update")]), fileSystem);
    expect(calls).toEqual([
      "write .scaffold/staging/a.py",
      "write .scaffold/staging/b.py",
      "move a.py",
      "move b.py",
    ]);
  });

  it.each(["unchanged", "kept", "gone", "conflict"] as const)(
    "leaves a file that is %s",
    (action) => {
      const { fileSystem, calls } = watched(createMemoryFileSystem({ "a.py": "mine\n" }));
      const { value } = write(changeSet([file("a.py", action)]), fileSystem);
      expect(calls).toEqual([]);
      expect(value).toEqual({ created: [], updated: [], deleted: [] });
    },
  );

  it("tells what it wrote", () => {
    const fileSystem = createMemoryFileSystem({ "b.py": "old\n", "c.py": "old\n" });
    const files = [file("a.py", "create"), file("b.py", "update"), file("c.py", "delete")];
    expect(write(changeSet(files), fileSystem)).toEqual({
      value: { created: ["a.py"], updated: ["b.py"], deleted: ["c.py"] },
      diagnostics: [],
    });
  });

  it("writes records and takes those away that have no text", () => {
    const fileSystem = createMemoryFileSystem({ ".scaffold/base/old.py": "old\n" });
    const records = [
      { path: ".scaffold/hashes", text: "h\n" },
      { path: ".scaffold/base/old.py", text: null },
    ];
    write(changeSet([], records), fileSystem);
    expect([...fileSystem.files.keys()]).toEqual([".scaffold/hashes"]);
  });

  it("makes a failure a diagnostic that names the reason", () => {
    const { fileSystem } = watched(createMemoryFileSystem(), 0);
    const { value, diagnostics } = write(changeSet([file("a.py", "create")]), fileSystem);
    expect(value).toEqual({ created: [], updated: [], deleted: [] });
    expect(diagnostics).toMatchObject([
      { code: "write-failed", message: "The project cannot be written: no space left" },
    ]);
  });

  it("changes no file of the project where staging fails", () => {
    const memory = createMemoryFileSystem({ "a.py": "old\n" });
    const { fileSystem } = watched(memory, 1);
    write(changeSet([file("a.py", "update"), file("b.py", "create")]), fileSystem);
    expect(memory.readText("a.py")).toBe("old\n");
    expect(memory.kind("b.py")).toBeNull();
  });

  it("refuses to put a file where a folder stands", () => {
    const fileSystem = createMemoryFileSystem({ "a/b.py": "x\n" });
    const { diagnostics } = write(changeSet([file("a", "create")]), fileSystem);
    expect(diagnostics).toMatchObject([{ code: "write-failed" }]);
    expect([...fileSystem.files.keys()]).toEqual(["a/b.py"]);
  });
});

describe("write on disk", () => {
  let root = "";
  let outside = "";
  const inRoot = (path: string) => join(root, path);

  function put(path: string, text: string): void {
    mkdirSync(dirname(inRoot(path)), { recursive: true });
    writeFileSync(inRoot(path), text);
  }

  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), "scaffold-write-"));
    root = join(folder, "project");
    outside = join(folder, "outside");
    mkdirSync(root);
    mkdirSync(outside);
  });

  afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

  it("makes missing folders and leaves no staging behind", () => {
    const files = [file("src/shop/a.py", "create")];
    expect(write(changeSet(files), createNodeFileSystem(root)).diagnostics).toEqual([]);
    expect(readFileSync(inRoot("src/shop/a.py"), "utf8")).toBe("new src/shop/a.py\n");
    expect(existsSync(inRoot(".scaffold/staging"))).toBe(false);
  });

  it("makes a project whose folder does not exist yet", () => {
    const coming = join(root, "new/shop");
    const { diagnostics } = write(
      changeSet([file("a.py", "create")]),
      createNodeFileSystem(coming),
    );
    expect(diagnostics).toEqual([]);
    expect(existsSync(join(coming, "a.py"))).toBe(true);
  });

  it("gives each file its mode", () => {
    const files = [file("run.sh", "create", { mode: 0o755 }), file("a.py", "create")];
    write(changeSet(files), createNodeFileSystem(root));
    expect(statSync(inRoot("run.sh")).mode & 0o111).not.toBe(0);
    expect(statSync(inRoot("a.py")).mode & 0o111).toBe(0);
  });

  it("removes folders that it empties, and no others", () => {
    put("src/shop/old/a.py", "x\n");
    put("src/shop/kept/a.py", "x\n");
    put("src/shop/kept/mine.py", "x\n");
    const files = [file("src/shop/old/a.py", "delete"), file("src/shop/kept/a.py", "delete")];
    expect(write(changeSet(files), createNodeFileSystem(root)).diagnostics).toEqual([]);
    expect(existsSync(inRoot("src/shop/old"))).toBe(false);
    expect(readFileSync(inRoot("src/shop/kept/mine.py"), "utf8")).toBe("x\n");
  });

  it("refuses a folder that leads out of the project", () => {
    symlinkSync(outside, inRoot("src"));
    const { diagnostics } = write(
      changeSet([file("src/a.py", "create")]),
      createNodeFileSystem(root),
    );
    expect(diagnostics).toMatchObject([{ code: "write-failed" }]);
    expect(existsSync(join(outside, "a.py"))).toBe(false);
  });

  it("refuses to delete through a folder that leads out of the project", () => {
    writeFileSync(join(outside, "a.py"), "x\n");
    symlinkSync(outside, inRoot("src"));
    const { diagnostics } = write(
      changeSet([file("src/a.py", "delete")]),
      createNodeFileSystem(root),
    );
    expect(diagnostics).toMatchObject([{ code: "write-failed" }]);
    expect(existsSync(join(outside, "a.py"))).toBe(true);
  });

  it.each(["a.py", ".scaffold/staging/a.py"])(
    "replaces a link at %s and does not follow it",
    (path) => {
      const victim = join(outside, "victim");
      writeFileSync(victim, "theirs\n");
      mkdirSync(dirname(inRoot(path)), { recursive: true });
      symlinkSync(victim, inRoot(path));
      const { diagnostics } = write(
        changeSet([file("a.py", "update")]),
        createNodeFileSystem(root),
      );
      expect(diagnostics).toEqual([]);
      expect(readFileSync(victim, "utf8")).toBe("theirs\n");
      expect(lstatSync(inRoot("a.py")).isFile()).toBe(true);
    },
  );
});
