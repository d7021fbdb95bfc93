import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodeFileSystem } from "../../../src/adapters/node-file-system.ts";
import type { FileSystem } from "../../../src/ports.ts";
import { createMemoryFileSystem } from "../../support/memory-file-system.ts";

const parent = mkdtempSync(join(tmpdir(), "scaffold-adapters-"));
const root = join(parent, "project");

beforeAll(() => {
  mkdirSync(join(root, "inner"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), "secret\n");
  writeFileSync(join(root, "inner/a.txt"), "a\r\n");
  writeFileSync(join(root, "latin1.txt"), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  symlinkSync(parent, join(root, "folder-out"));
  symlinkSync(join(parent, "secret.txt"), join(root, "file-out"));
  // By its text alone it stays inside.
  symlinkSync(`folder-out/../${basename(parent)}/secret.txt`, join(root, "round-out"));
  symlinkSync(join(root, "inner/a.txt"), join(root, "file-in"));
  symlinkSync(join(root, "inner"), join(root, "folder-in"));
  symlinkSync(join(root, "nowhere"), join(root, "dangling"));
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe("the file system of a project", () => {
  const fileSystem = createNodeFileSystem(root);

  it("reads what is inside, line endings and all", () => {
    expect(fileSystem.readText("inner/a.txt")).toBe("a\r\n");
  });

  it("follows links that stay inside", () => {
    expect(fileSystem.readText("file-in")).toBe("a\r\n");
    expect(fileSystem.readText("folder-in/a.txt")).toBe("a\r\n");
    expect(fileSystem.list("folder-in")).toEqual(["a.txt"]);
  });

  it.each(["file-out", "folder-out/secret.txt", "round-out", "../secret.txt"])(
    "does not read %s",
    (path) => {
      expect(() => fileSystem.readText(path)).toThrow(/leads out of the project/);
    },
  );

  it("does not list a folder outside", () => {
    expect(() => fileSystem.list("folder-out")).toThrow(/leads out of the project/);
  });

  it("does not look at what is behind a folder outside", () => {
    expect(() => fileSystem.kind("folder-out/secret.txt")).toThrow(/leads out of the project/);
  });

  it("tells links from what they lead to", () => {
    expect(["inner", "inner/a.txt", "file-in", "folder-out", "none"].map(fileSystem.kind)).toEqual([
      "folder",
      "file",
      "link",
      "link",
      null,
    ]);
  });

  it("takes a link to nothing for nothing to read", () => {
    expect(fileSystem.readText("dangling")).toBeNull();
  });

  it.runIf(process.platform !== "win32")("reads no pipe, and waits for none", () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect(() => fileSystem.readText("pipe")).toThrow(/not a regular file/);
    expect(() => fileSystem.readBytes("pipe")).toThrow(/not a regular file/);
  });

  it.runIf(process.geteuid?.() === 0)("reads no device, which may have no end", () => {
    execFileSync("mknod", [join(root, "zero"), "c", "1", "5"]);
    expect(() => fileSystem.readText("zero")).toThrow(/not a regular file/);
    expect(() => fileSystem.readBytes("zero")).toThrow(/not a regular file/);
  });

  it("refuses bytes that are no UTF-8", () => {
    expect(() => fileSystem.readText("latin1.txt")).toThrow();
  });
});

describe("the real path in a project", () => {
  const fileSystem = createNodeFileSystem(root);

  it.each([
    ["inner/a.txt", "inner/a.txt"],
    ["file-in", "inner/a.txt"],
    ["folder-in/new/b.txt", "inner/new/b.txt"],
    ["dangling", "nowhere"],
    ["new/b.txt", "new/b.txt"],
  ])("of %s is %s", (path, real) => {
    expect(fileSystem.realPath(path)).toBe(real);
  });

  it.each(["file-out", "folder-out/secret.txt"])("of %s leads out", (path) => {
    expect(() => fileSystem.realPath(path)).toThrow(/leads out of the project/);
  });
});

const encoder = new TextEncoder();

/** Lays a file down with its folders. */
function lay(fileSystem: FileSystem, path: string, text: string): void {
  const parts = path.split("/");
  for (const depth of parts.keys()) {
    if (depth > 0) fileSystem.makeFolder(parts.slice(0, depth).join("/"));
  }
  fileSystem.writeFile(path, encoder.encode(text), 0o644);
}

/* The twin in memory does as the disk does, so that tests may trust it. */
describe.each<[string, () => FileSystem]>([
  ["on disk", () => createNodeFileSystem(mkdtempSync(join(parent, "twin-")))],
  ["in memory", () => createMemoryFileSystem()],
])("a file system %s", (_, create) => {
  function filled(): FileSystem {
    const fileSystem = create();
    lay(fileSystem, "b/c/d.txt", "d\n");
    lay(fileSystem, "b/a.txt", "a\n");
    return fileSystem;
  }
  const bytes = encoder.encode("x\n");

  it("gives null for what is not there", () => {
    expect(filled().readText("none")).toBeNull();
    expect(filled().readText("b/a.txt/none")).toBeNull();
    expect(filled().readBytes("none")).toBeNull();
    expect(filled().entry("none")).toBeNull();
    expect(filled().kind("none")).toBeNull();
  });

  it("throws where a folder is read", () => {
    expect(() => filled().readText("b")).toThrow(/EISDIR/);
    expect(() => filled().readBytes("b")).toThrow(/EISDIR/);
  });

  it("lists a folder by name, and nothing for what is none", () => {
    expect(filled().list("b")).toEqual(["a.txt", "c"]);
    expect(filled().list("")).toEqual(["b"]);
    expect(filled().list("none")).toEqual([]);
  });

  it("replaces what stands at the target of a move", () => {
    const fileSystem = filled();
    fileSystem.rename("b/c/d.txt", "b/a.txt");
    expect(fileSystem.readText("b/a.txt")).toBe("d\n");
    expect(fileSystem.readText("b/c/d.txt")).toBeNull();
  });

  it("moves a folder with what is in it", () => {
    const fileSystem = filled();
    fileSystem.rename("b/c", "e");
    expect(fileSystem.readText("e/d.txt")).toBe("d\n");
  });

  it("makes a file only where nothing stands", () => {
    expect(() => filled().writeFile("b/a.txt", bytes, 0o644)).toThrow(/EEXIST/);
    expect(() => filled().writeFile("b", bytes, 0o644)).toThrow(/EEXIST/);
    expect(() => filled().writeFile("none/a.txt", bytes, 0o644)).toThrow(/ENOENT/);
    expect(() => filled().writeFile("b/a.txt/x.txt", bytes, 0o644)).toThrow(/ENOTDIR/);
  });

  it("moves nothing into the place of a folder, or below a file", () => {
    expect(() => filled().rename("b/a.txt", "b/c")).toThrow(/EISDIR/);
    expect(() => filled().rename("b/c/d.txt", "b/a.txt/x.txt")).toThrow(/ENOTDIR/);
    expect(() => filled().rename("none", "x")).toThrow(/ENOENT/);
  });

  it("gives a file a second name, where nothing stands", () => {
    const fileSystem = filled();
    fileSystem.link("b/a.txt", "two.txt");
    expect(fileSystem.entry("two.txt")).toEqual(fileSystem.entry("b/a.txt"));
    fileSystem.removeFile("b/a.txt");
    expect(fileSystem.readText("two.txt")).toBe("a\n");
    expect(() => fileSystem.link("two.txt", "b/c/d.txt")).toThrow(/EEXIST/);
    expect(() => fileSystem.link("none", "three.txt")).toThrow(/ENOENT/);
  });

  it("moves a file to a place that is free, and over nothing", () => {
    const fileSystem = filled();
    fileSystem.move("b/a.txt", "two.txt");
    expect([fileSystem.readText("two.txt"), fileSystem.kind("b/a.txt")]).toEqual(["a\n", null]);
    expect(() => fileSystem.move("two.txt", "b/c/d.txt")).toThrow(/EEXIST/);
    expect(() => fileSystem.move("two.txt", "b/c")).toThrow(/EEXIST/);
    expect(() => fileSystem.move("none", "three.txt")).toThrow(/ENOENT/);
    expect(() => fileSystem.move("two.txt", "none/a.txt")).toThrow(/ENOENT/);
  });

  it("moves a folder to a place that is free", () => {
    const fileSystem = filled();
    fileSystem.move("b/c", "e");
    expect(fileSystem.readText("e/d.txt")).toBe("d\n");
    expect(() => fileSystem.move("e", "b")).toThrow(/EEXIST/);
  });

  it("tells two files with the same bytes apart", () => {
    const fileSystem = filled();
    lay(fileSystem, "two.txt", "a\n");
    expect(fileSystem.entry("two.txt")?.identity).not.toBe(fileSystem.entry("b/a.txt")?.identity);
  });

  it("makes a folder with its mode, and leaves one that is there as it is", () => {
    const fileSystem = filled();
    fileSystem.makeFolder("private", 0o700);
    fileSystem.makeFolder("private", 0o755);
    expect(fileSystem.entry("private")).toMatchObject({ kind: "folder", mode: 0o700 });
    expect(() => fileSystem.makeFolder("b/a.txt")).toThrow(/EEXIST/);
    expect(() => fileSystem.makeFolder("none/deep")).toThrow(/ENOENT/);
  });

  it("gives a file the mode of another", () => {
    const fileSystem = filled();
    fileSystem.writeFile("run.sh", bytes, 0o700);
    fileSystem.copyAccess("run.sh", "b/a.txt");
    expect(fileSystem.entry("b/a.txt")?.mode).toBe(0o700);
  });

  it("does not mind what is removed already", () => {
    const fileSystem = filled();
    fileSystem.removeFile("b/a.txt");
    fileSystem.removeFile("b/a.txt");
    expect(fileSystem.kind("b/a.txt")).toBeNull();
  });

  it("removes a folder only where it is empty", () => {
    const fileSystem = filled();
    expect(fileSystem.removeFolder("b/c")).toBe(false);
    fileSystem.removeFile("b/c/d.txt");
    expect([fileSystem.removeFolder("b/c"), fileSystem.removeFolder("b/c")]).toEqual([true, false]);
    expect(fileSystem.kind("b/c")).toBeNull();
  });

  it("syncs files and folders, and nothing that is not there", async () => {
    const fileSystem = filled();
    await fileSystem.sync(["b/a.txt", "b", ""]);
    await expect(fileSystem.sync(["b", "none"])).rejects.toThrow(/ENOENT/);
  });

  it("syncs many files, also where no program has the disk written as a whole", async () => {
    const fileSystem = filled();
    const paths = Array.from({ length: 200 }, (_, index) => `b/${index}.txt`);
    for (const path of paths) fileSystem.writeFile(path, new Uint8Array(), 0o644);
    const { PATH } = process.env;
    process.env.PATH = "";
    try {
      await fileSystem.sync(paths);
      await expect(fileSystem.sync([...paths, "b/none"])).rejects.toThrow(/ENOENT/);
    } finally {
      process.env.PATH = PATH;
    }
  });
});

const ANOTHER = 65534;
const SHARED = 12345;
const FOREIGN = 12346;

/** Runs as somebody who is no administrator, and in one more group. */
function asAnother(act: () => void): void {
  const groups = process.getgroups?.() ?? [];
  process.setgroups?.([SHARED]);
  process.setegid?.(ANOTHER);
  process.seteuid?.(ANOTHER);
  try {
    act();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
    process.setgroups?.(groups);
  }
}

describe.runIf(process.geteuid?.() === 0)("the access of a file of another owner", () => {
  function copied(gid: number, mode: number) {
    const folder = mkdtempSync(join(tmpdir(), "scaffold-access-"));
    chmodSync(folder, 0o777);
    const [from, to] = [join(folder, "from"), join(folder, "to")];
    writeFileSync(from, "from\n");
    chownSync(from, 0, gid);
    chmodSync(from, mode);
    asAnother(() => {
      writeFileSync(to, "to\n");
      createNodeFileSystem(folder).copyAccess("from", "to");
    });
    const { uid, gid: group, mode: found } = lstatSync(to);
    rmSync(folder, { recursive: true });
    return [uid, group, found & 0o7777];
  }

  it("keeps a group that the runner is in", () => {
    expect(copied(SHARED, 0o2660)).toEqual([ANOTHER, SHARED, 0o2660]);
  });

  it("gives the runner's group no more than everybody has where its own cannot be kept", () => {
    expect(copied(FOREIGN, 0o6764)).toEqual([ANOTHER, ANOTHER, 0o744]);
  });
});

describe.runIf(process.geteuid?.() === 0)("a file of another owner", () => {
  it("that is moved stays theirs, where the system gives it no second name", () => {
    const folder = mkdtempSync(join(tmpdir(), "scaffold-access-"));
    chmodSync(folder, 0o777);
    writeFileSync(join(folder, "theirs"), "x\n", { mode: 0o600 });
    asAnother(() => createNodeFileSystem(folder).move("theirs", "moved"));
    expect(lstatSync(join(folder, "moved")).uid).toBe(0);
    rmSync(folder, { recursive: true });
  });
});

it("a project may stand behind a link itself", () => {
  const link = join(parent, "linked");
  symlinkSync(root, link);
  expect(dirname(link)).toBe(parent);
  expect(createNodeFileSystem(link).readText("inner/a.txt")).toBe("a\r\n");
  expect(createNodeFileSystem(link).list("")).toContain("inner");
});

it("a project may stand in a folder behind a link", () => {
  const behind = join(parent, "behind");
  const elsewhere = mkdtempSync(join(tmpdir(), "scaffold-elsewhere-"));
  mkdirSync(join(elsewhere, "shop"));
  symlinkSync(elsewhere, behind);
  expect(createNodeFileSystem(join(behind, "shop")).entry("")?.kind).toBe("folder");
  rmSync(elsewhere, { recursive: true });
});
