import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryFileSystem } from "../../../src/adapters/memory-file-system.ts";
import { createNodeFileSystem } from "../../../src/adapters/node-file-system.ts";
import type { FileSystem } from "../../../src/ports.ts";

const parent = mkdtempSync(join(tmpdir(), "scaffold-adapters-"));
const root = join(parent, "project");

beforeAll(() => {
  mkdirSync(join(root, "inner"), { recursive: true });
  writeFileSync(join(parent, "secret.txt"), "secret\n");
  writeFileSync(join(root, "inner/a.txt"), "a\r\n");
  writeFileSync(join(root, "latin1.txt"), Buffer.from([0x63, 0x61, 0x66, 0xe9]));
  symlinkSync(parent, join(root, "folder-out"));
  symlinkSync(join(parent, "secret.txt"), join(root, "file-out"));
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

  it.each(["file-out", "folder-out/secret.txt", "../secret.txt"])("does not read %s", (path) => {
    expect(() => fileSystem.readText(path)).toThrow(/leads out of the project/);
  });

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

  it("refuses bytes that are no UTF-8", () => {
    expect(() => fileSystem.readText("latin1.txt")).toThrow();
  });
});

/* The twin in memory does as the disk does, so that tests may trust it. */
describe.each<[string, () => FileSystem]>([
  ["on disk", () => createNodeFileSystem(mkdtempSync(join(parent, "twin-")))],
  ["in memory", () => createMemoryFileSystem()],
])("a file system %s", (_, create) => {
  function filled(): FileSystem {
    const fileSystem = create();
    fileSystem.writeText("b/c/d.txt", "d\n", 0o644);
    fileSystem.writeText("b/a.txt", "a\n", 0o644);
    return fileSystem;
  }

  it("gives null for what is not there", () => {
    expect(filled().readText("none")).toBeNull();
    expect(filled().readText("b/a.txt/none")).toBeNull();
    expect(filled().kind("none")).toBeNull();
  });

  it("throws where a folder is read", () => {
    expect(() => filled().readText("b")).toThrow(/EISDIR/);
  });

  it("lists a folder by name, and nothing for what is none", () => {
    expect(filled().list("b")).toEqual(["a.txt", "c"]);
    expect(filled().list("none")).toEqual([]);
  });

  it("replaces what stands at the target of a move", () => {
    const fileSystem = filled();
    fileSystem.rename("b/c/d.txt", "b/a.txt");
    expect(fileSystem.readText("b/a.txt")).toBe("d\n");
    expect(fileSystem.readText("b/c/d.txt")).toBeNull();
  });

  it("refuses a file in the place of a folder", () => {
    expect(() => filled().writeText("b", "x", 0o644)).toThrow();
    expect(() => filled().rename("b/a.txt", "b/c")).toThrow();
  });

  it("refuses a folder in the place of a file", () => {
    expect(() => filled().writeText("b/a.txt/x.txt", "x", 0o644)).toThrow();
    expect(() => filled().rename("b/c/d.txt", "b/a.txt/x.txt")).toThrow();
  });

  it("does not mind what is removed already", () => {
    const fileSystem = filled();
    fileSystem.removeFile("b/a.txt");
    fileSystem.removeFile("b/a.txt");
    expect(fileSystem.kind("b/a.txt")).toBeNull();
  });

  it("keeps a folder that holds something", () => {
    const fileSystem = filled();
    fileSystem.removeFolder("b/c");
    expect(fileSystem.readText("b/c/d.txt")).toBe("d\n");
  });
});

it("a project may stand behind a link itself", () => {
  const link = join(parent, "linked");
  symlinkSync(root, link);
  expect(dirname(link)).toBe(parent);
  expect(createNodeFileSystem(link).readText("inner/a.txt")).toBe("a\r\n");
});
