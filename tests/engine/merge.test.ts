import { beforeEach, describe, expect, it } from "vitest";
import { apply, explain, preview } from "../../src/engine.ts";
import type { PreviewRequest } from "../../src/model/project.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { portsFactory } from "./engine-ports.ts";
import { manifestWith, smallBackend } from "./fixed-documents.ts";
import { openCase } from "./open-case.ts";

const portsFor = portsFactory();
const MODEL = "src/shop/models/product.py";
const MOVED = "src/shop/products/model.py";
const TEMPLATE = "templates/fastapi/model/models/[resource].py.njk";
const use = { blueprint: "endpoint", with: { resource_name: "product" } };

let disk: MemoryFileSystem;

/** A blueprint of one file that is a person's own once it is there. */
function writtenOnce(name: string): string {
  const metadata = { name, version: "1.0.0", category: "test", description: "For a test" };
  const generates = [{ path: `${name}.py`, ownership: "seed" }];
  return JSON.stringify({ metadata, relationships: { generates } });
}

/** Runs a request; `writes` tells whether an apply would write anything. */
async function run(request: Partial<PreviewRequest> = {}) {
  const ports = portsFor(disk);
  const { value, diagnostics } = await preview({ changes: [], ...request }, ports);
  if (!value) throw new Error("the project cannot be opened");
  const { changeSet } = value;
  const codes = diagnostics.map(({ code }) => code);
  if (codes.length === 0) await apply(changeSet, ports);
  const actions = new Map(changeSet.files.map(({ path, action }) => [path, action]));
  const isQuiet = [...actions.values()].every((one) => ["unchanged", "kept", "gone"].includes(one));
  return { codes, actions, writes: changeSet.records.length > 0 || !isQuiet };
}

function textOf(path: string): string {
  return disk.readText(path) ?? "";
}

function edit(path: string, from: string, to: string): void {
  expect(textOf(path)).toContain(from);
  disk.writeText(path, textOf(path).replace(from, to), 0o644);
}

/** Moves a file as a person does, into a folder that need not be there yet. */
function move(from = MODEL, to = MOVED): void {
  disk.makeFolder(to.slice(0, to.lastIndexOf("/")));
  disk.rename(from, to);
}

/** Generates a file that is written once, and changes its template since. @returns its path. */
async function writeNotesOnce(): Promise<string> {
  const template = "templates/fastapi/notes/notes.py.njk";
  disk.writeText("blueprints/notes.blueprint.json", writtenOnce("notes"), 0o644);
  disk.writeText(template, "A = 1\n", 0o644);
  disk.writeText("scaffold.json", manifestWith([use, { blueprint: "notes" }]), 0o644);
  await run();
  edit(template, "A = 1", "A = 2");
  await run();
  return "src/shop/notes.py";
}

function filesBelow(folder: string): string[] {
  return disk.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return disk.kind(path) === "folder" ? filesBelow(path) : [path];
  });
}

beforeEach(async () => {
  disk = createMemoryFileSystem({ "scaffold.json": manifestWith([use]), ...smallBackend });
  expect((await run()).codes).toEqual([]);
});

describe("a run after a merge", () => {
  it("writes nothing", async () => {
    edit(MODEL, "class Product:", "class Product:\n    mine = 1\n");
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    expect((await run()).actions.get(MODEL)).toBe("merge");
    expect(textOf(MODEL)).toContain("mine = 1");
    expect(textOf(MODEL)).toContain("route = ");
    expect((await run()).writes).toBe(false);
  });

  it("asks nothing again that was decided", async () => {
    edit(MODEL, "    path = ", "    mine = ");
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    expect((await run()).codes).toEqual(["conflict"]);
    expect((await run({ onConflict: "ours" })).codes).toEqual([]);
    expect(textOf(MODEL)).toContain("mine = ");
    expect(await run()).toMatchObject({ codes: [], writes: false });
  });

  it("writes nothing of a conflict", async () => {
    edit(MODEL, "    path = ", "    mine = ");
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    const before = new Map(disk.files);
    await run();
    expect(disk.files).toEqual(before);
  });
});

describe("a file that nothing generates any more", () => {
  it("is the person's own once they keep it", async () => {
    disk.writeText("scaffold.json", manifestWith([]), 0o644);
    edit(MODEL, "class Product:", "class Product:\n    mine = 1\n");
    expect((await run()).codes).toEqual(["conflict"]);
    expect((await run({ onConflict: "ours" })).codes).toEqual([]);
    expect(textOf(MODEL)).toContain("mine = 1");
    expect((await run()).actions.has(MODEL)).toBe(false);
  });
});

describe("bytes that are no text", () => {
  const bytes = new Uint8Array([0xff, 0xfe, 0x00]);

  /** What the conflict of a run says, and what to do about it. */
  async function conflict(request: Partial<PreviewRequest> = {}) {
    const { diagnostics } = await preview({ changes: [], ...request }, portsFor(disk));
    expect(diagnostics.map(({ code }) => code)).toEqual(["conflict"]);
    return diagnostics[0];
  }

  it("in the place of a folder are in the way", async () => {
    disk = createMemoryFileSystem({ "scaffold.json": manifestWith([use]), ...smallBackend });
    disk.writeBytes("src/shop/models", bytes);
    const { message, help } = (await conflict()) ?? {};
    expect(message).toContain("`src/shop/models` is a file where a folder is needed");
    expect(help).toMatch(/^Move or remove what is there;/);
  });

  it("are no obstacle where a link leads to the folder", async () => {
    disk = createMemoryFileSystem({ "scaffold.json": manifestWith([use]), ...smallBackend });
    disk.makeFolder("src");
    disk.makeFolder("src/shop");
    disk.makeFolder("src/shop/real");
    disk.makeLink("src/shop/models", "real");
    expect((await run()).codes).toEqual([]);
    expect(textOf("src/shop/real/product.py")).toContain("class Product:");
  });

  it.each([
    ["is generated anew", [use]],
    ["nothing generates any more", []],
  ])("in a file that %s are kept by choice, and never removed", async (_, uses) => {
    disk.writeBytes(MODEL, bytes);
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    disk.writeText("scaffold.json", manifestWith(uses), 0o644);
    for (const request of [{}, { onConflict: "theirs" } as const]) {
      const { help } = (await conflict(request)) ?? {};
      expect(help).toMatch(/^`--on-conflict ours` keeps your file; or move or remove it;/);
    }
    expect((await run({ onConflict: "ours" })).codes).toEqual([]);
    expect(disk.readBytes(MODEL)).toEqual(bytes);
  });
});

describe("a folder in the place of a file that nothing generates any more", () => {
  it("is in the way, whatever the choice, and the way out says so", async () => {
    disk.removeFile(MODEL);
    disk.makeFolder(MODEL);
    disk.writeText(`${MODEL}/mine.txt`, "mine", 0o644);
    disk.writeText("scaffold.json", manifestWith([]), 0o644);
    const request = { changes: [], onConflict: "theirs" } as const;
    const { diagnostics } = await preview(request, portsFor(disk));
    expect(diagnostics).toMatchObject([
      { code: "conflict", help: expect.stringMatching(/^Move or remove what is there;/) },
    ]);
  });
});

describe("a file that a person moved", () => {
  const moved = [{ from: MODEL, to: MOVED }];

  it("is gone until they say where it is", async () => {
    move();
    expect((await run()).actions.get(MODEL)).toBe("gone");
    expect((await run({ moved })).actions.get(MOVED)).toBe("unchanged");
    expect(JSON.parse(textOf("scaffold.lock.json")).moved).toEqual({ [MODEL]: MOVED });
  });

  it("is merged where it is from then on", async () => {
    move();
    await run({ moved });
    edit(MOVED, "class Product:", "class Product:\n    mine = 1\n");
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    const { actions, codes } = await run();
    expect(codes).toEqual([]);
    expect(actions.get(MOVED)).toBe("merge");
    expect(actions.has(MODEL)).toBe(false);
    expect(disk.kind(MODEL)).toBeNull();
    expect((await run()).writes).toBe(false);
  });

  it("leaves nothing of its former path in the records", async () => {
    move();
    await run({ moved });
    expect(disk.kind(`.scaffold/base/${MODEL}`)).toBeNull();
    expect(disk.kind(`.scaffold/base/${MOVED}`)).toBe("file");
    expect(textOf(".scaffold/hashes")).not.toContain(MODEL);
  });

  it("is explained at its new place", async () => {
    move();
    await run({ moved });
    const paths = (await explain(portsFor(disk))).value.map(({ path }) => path);
    expect(paths).toContain(MOVED);
    expect(paths).not.toContain(MODEL);
  });

  it("may be moved on, and back", async () => {
    move();
    await run({ moved });
    move(MOVED, "src/shop/other.py");
    expect((await run({ moved: [{ from: MOVED, to: "src/shop/other.py" }] })).codes).toEqual([]);
    move("src/shop/other.py", MODEL);
    expect((await run({ moved: [{ from: "src/shop/other.py", to: MODEL }] })).codes).toEqual([]);
    expect(JSON.parse(textOf("scaffold.lock.json"))).not.toHaveProperty("moved");
  });

  it("stays where it is when the package gets another name, and its folder with it", async () => {
    move();
    await run({ moved });
    edit("scaffold.json", '"package": "shop"', '"package": "store"');
    for (const path of filesBelow("src/shop")) move(path, path.replace("src/shop", "src/store"));
    const { codes, actions } = await run({ moved: [{ from: "src/shop", to: "src/store" }] });
    expect(codes).toEqual([]);
    expect([...actions.values()].filter((action) => action === "create")).toEqual([]);
    expect(JSON.parse(textOf("scaffold.lock.json")).moved).toEqual({
      [MODEL.replace("shop", "store")]: MOVED.replace("shop", "store"),
    });
    expect(textOf(".scaffold/hashes")).not.toContain("src/shop");
    expect(disk.list(".scaffold/base/src")).toEqual(["store"]);
    expect((await run()).writes).toBe(false);
  });

  it("is remembered with its folder where it is made once", async () => {
    const { ports, request } = await openCase("moved-folder-of-a-history");
    const opened = ports();
    const { value } = await preview(request, opened);
    if (value) await apply(value.changeSet, opened);
    const [name] = opened.fileSystem.list("src/store/versions");
    const path = `src/store/versions/${name}`;
    expect(opened.fileSystem.readText(".scaffold/hashes")).toContain(path);
    expect(opened.fileSystem.readText(`.scaffold/base/${path}`)).toBe(
      opened.fileSystem.readText(path),
    );
    expect(opened.fileSystem.list(".scaffold/base/src")).toEqual(["store"]);
  });

  it("goes, where it is now, with its use", async () => {
    move();
    await run({ moved });
    disk.writeText("scaffold.json", manifestWith([]), 0o644);
    expect((await run()).actions.get(MOVED)).toBe("delete");
    expect(JSON.parse(textOf("scaffold.lock.json"))).not.toHaveProperty("moved");
  });

  it("is in the way of one that is generated there later", async () => {
    const other = "src/shop/models/review.py";
    move(MODEL, other);
    await run({ moved: [{ from: MODEL, to: other }] });
    const review = { blueprint: "endpoint", with: { resource_name: "review" } };
    disk.writeText("scaffold.json", manifestWith([use, review]), 0o644);
    expect((await run()).codes).toContain("output-clash");
  });
});

describe("a clone in which git gives files other line ends", () => {
  it("is up to date all the same", async () => {
    for (const path of ["scaffold.json", "scaffold.lock.json", MODEL]) {
      disk.writeText(path, textOf(path).replaceAll("\n", "\r\n"), 0o644);
    }
    expect(await run()).toMatchObject({ codes: [], writes: false });
  });
});

describe("a base that is damaged", () => {
  it("is written again where it is proved", async () => {
    edit(MODEL, "class Product:", "class Product:\n    mine = 1\n");
    const base = textOf(`.scaffold/base/${MODEL}`);
    disk.writeText(`.scaffold/base/${MODEL}`, "broken\n", 0o644);
    expect((await run()).actions.get(MODEL)).toBe("kept");
    expect(textOf(`.scaffold/base/${MODEL}`)).toBe(base);
  });

  it("is written again for a file that nobody has touched", async () => {
    disk.removeFile(`.scaffold/base/${MODEL}`);
    expect((await run()).writes).toBe(true);
    expect(textOf(`.scaffold/base/${MODEL}`)).toBe(textOf(MODEL));
    expect((await run()).writes).toBe(false);
  });

  it("is written again from a file that is written once, and that nobody has touched", async () => {
    const path = await writeNotesOnce();
    disk.removeFile(`.scaffold/base/${path}`);
    await run();
    expect(textOf(`.scaffold/base/${path}`)).toBe("A = 1\n");
    expect((await run()).writes).toBe(false);
  });

  it("is written again where git joined the hashes of two branches, too", async () => {
    const path = await writeNotesOnce();
    const hashes = textOf(".scaffold/hashes");
    const line = hashes.split("\n").find((one) => one.includes(path)) ?? "";
    const other = line.replaceAll(/[0-9a-f]{64}/g, "0".repeat(64));
    disk.writeText(".scaffold/hashes", hashes.replace(line, `${other}\n${line}`), 0o644);
    disk.removeFile(`.scaffold/base/${path}`);
    await run();
    expect(textOf(`.scaffold/base/${path}`)).toBe("A = 1\n");
    expect((await run()).writes).toBe(false);
  });

  it("is compiled again for a merge", async () => {
    edit(MODEL, "class Product:", "class Product:\n    mine = 1\n");
    disk.removeFile(`.scaffold/base/${MODEL}`);
    const fields = ["name:string", "size:int"];
    disk.writeText(
      "scaffold.json",
      manifestWith([{ ...use, with: { ...use.with, fields } }]),
      0o644,
    );
    const { codes, actions } = await run();
    expect(codes).toEqual([]);
    expect(actions.get(MODEL)).toBe("merge");
    expect(textOf(MODEL)).toContain("mine = 1");
    expect(textOf(MODEL)).toContain("size = ");
  });
});

describe("a run in which nobody edited anything", () => {
  it("parses no Python", async () => {
    const parse = () => {
      throw new Error("nothing is to be parsed");
    };
    edit(TEMPLATE, "path = {{ path", "route = {{ path");
    const ports = { ...portsFor(disk), python: { parse } };
    const { diagnostics } = await preview({ changes: [] }, ports);
    expect(diagnostics).toEqual([]);
  });
});
