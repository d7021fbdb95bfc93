import { beforeAll, describe, expect, it } from "vitest";
import { apply, findDrift, preview, previewUndo, undo } from "../../src/engine.ts";
import type { FileSystem, Ports } from "../../src/ports.ts";
import { failingAt, intercept } from "../support/intercept.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { portsFactory } from "./engine-ports.ts";
import { manifestWith, smallBackend } from "./fixed-documents.ts";
import { cases, openCase } from "./open-case.ts";

const portsFor = portsFactory();

const PROOF = ".scaffold/proof";
const PRODUCT = { blueprint: "endpoint", with: { resource_name: "product" } };
const REVIEW = { blueprint: "endpoint", with: { resource_name: "review" } };

/** A blueprint of the project that asks for a file that nobody generates. */
const ENDPOINT = "blueprints/endpoint.blueprint.json";
const demanding = JSON.stringify({
  ...JSON.parse(smallBackend[ENDPOINT] ?? ""),
  validation: { required_files: ["by_hand.py"] },
});

async function applyAll(ports: Ports): Promise<void> {
  const { value, diagnostics } = await preview({ changes: [] }, ports);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error("the project cannot be opened");
  const { changeSet, compiled } = value;
  expect((await apply(changeSet, ports, { compiled })).diagnostics).toEqual([]);
}

/** A project that was just applied; what is prepared was there before. */
async function applied(prepare?: (disk: MemoryFileSystem) => void): Promise<MemoryFileSystem> {
  const disk = createMemoryFileSystem({
    ...smallBackend,
    [ENDPOINT]: demanding,
    "scaffold.json": manifestWith([PRODUCT]),
    "src/shop/by_hand.py": "",
  });
  prepare?.(disk);
  await applyAll(portsFor(disk));
  return disk;
}

const LINK = "templates/fastapi/app";
const SHARED = "shared/app/app.py.njk";

/** Has two links lead to templates of the application, and one of these back to all templates. */
function linkTemplates(disk: MemoryFileSystem): void {
  for (const folder of ["shared", "other"]) disk.makeFolder(folder);
  disk.rename(LINK, "shared/app");
  disk.makeLink(LINK, "../../shared/app");
  disk.makeLink("templates/again", "../shared/app");
  disk.makeLink("shared/app/back", "../../templates");
}

/** Whether a project is compiled to tell how it stands: only then are templates looked for. */
async function isCompiled(fileSystem: FileSystem, build?: string): Promise<boolean> {
  const ports = portsFor(fileSystem);
  let looked = 0;
  const templates = {
    ...ports.templates,
    outline(path: string) {
      looked += 1;
      return ports.templates.outline(path);
    },
  };
  await findDrift({ ...ports, templates, build: build ?? ports.build });
  return looked > 0;
}

function edit(disk: MemoryFileSystem, path: string): void {
  disk.writeText(path, `${disk.readText(path) ?? ""}\n`);
}

/** Edits, deletes and replaces generated files. */
function changeByHand(disk: MemoryFileSystem): void {
  edit(disk, "src/shop/app.py");
  disk.removeFile("src/shop/models/product.py");
  disk.removeFile("run.sh");
  disk.makeFolder("run.sh");
}

describe("a project that was applied here", () => {
  it("is not compiled again to tell how it stands", async () => {
    expect(await isCompiled(await applied())).toBe(false);
  });

  it("is not compiled again where a person edits, deletes and replaces generated files", async () => {
    const disk = await applied();
    changeByHand(disk);
    expect(await isCompiled(disk)).toBe(false);
  });

  it("is told of as if it were compiled, whatever a person did to the files", async () => {
    const disk = await applied();
    changeByHand(disk);
    edit(disk, ".scaffold/base/src/shop/services/product.py");
    const told = await findDrift(portsFor(disk));
    expect(told).toEqual(await findDrift({ ...portsFor(disk), build: "another" }));
    expect(told.value?.files.map(({ state }) => state).sort()).toEqual([
      "damaged",
      "deleted",
      "edited",
      "in_the_way",
    ]);
  });

  it.each([
    ["the manifest", "scaffold.json"],
    ["the manifest that was applied last", ".scaffold/base/scaffold.json"],
    ["the lock", "scaffold.lock.json"],
    ["the hashes", ".scaffold/hashes"],
    ["a blueprint of the project", ENDPOINT],
    ["a template of the project", "templates/fastapi/app/app.py.njk"],
    ["a schema", ".scaffold/schemas/manifest.v1.json"],
    ["what git is told of the records", ".scaffold/.gitattributes"],
    ["what git is told to ignore", ".scaffold/.gitignore"],
    ["the proof itself", PROOF],
  ])("is compiled again where %s was changed", async (_, path) => {
    const disk = await applied();
    edit(disk, path);
    expect(await isCompiled(disk)).toBe(true);
  });

  it.each([
    ["a blueprint", "blueprints/more/new.blueprint.json"],
    ["a template", "templates/fastapi/new/new.py.njk"],
    ["a record of a revision", ".scaffold/state/database.tables/1.json"],
  ])("is compiled again where %s came", async (_, path) => {
    const disk = await applied();
    disk.writeText(path, "{}");
    expect(await isCompiled(disk)).toBe(true);
  });

  it.each([
    ["a template behind a link was changed", (disk: MemoryFileSystem) => edit(disk, SHARED)],
    [
      "a link leads to another folder",
      (disk: MemoryFileSystem) => {
        disk.removeFile(LINK);
        disk.makeLink(LINK, "../../other");
      },
    ],
    [
      "an empty folder may stand in the place of a file",
      (disk: MemoryFileSystem) => disk.makeFolder("templates/fastapi/model/empty.py.njk"),
    ],
    [
      "the folder of templates is a link",
      (disk: MemoryFileSystem) => {
        disk.rename("templates", "elsewhere");
        disk.makeLink("templates", "elsewhere");
      },
    ],
  ])("is compiled again where %s", async (_, change) => {
    const disk = await applied(linkTemplates);
    expect(await isCompiled(disk)).toBe(false);
    change(disk);
    expect(await isCompiled(disk)).toBe(true);
  });

  it("is compiled again where a file that a blueprint asks for is gone", async () => {
    const disk = await applied();
    disk.removeFile("src/shop/by_hand.py");
    expect(await isCompiled(disk)).toBe(true);
  });

  it("is compiled again by another build of the engine", async () => {
    expect(await isCompiled(await applied(), "another")).toBe(true);
  });

  it("is compiled again where it is a copy, as a clone is", async () => {
    expect(await isCompiled((await applied()).copy())).toBe(true);
  });

  it("is compiled again after an undo", async () => {
    const disk = await applied();
    disk.writeText("scaffold.json", manifestWith([PRODUCT, REVIEW]));
    await applyAll(portsFor(disk));
    const { value } = await previewUndo(disk);
    if (value) await undo(value, portsFor(disk));
    expect(await isCompiled(disk)).toBe(true);
  });

  it.each([
    ["a blueprint", ENDPOINT],
    ["a template", "templates/fastapi/app/app.py.njk"],
    ["a new template", "templates/fastapi/app/other.py.njk"],
    ["the lock", "scaffold.lock.json"],
    ["a schema", ".scaffold/schemas/manifest.v1.json"],
  ])("is compiled again where %s was saved in the middle of the run", async (_, path) => {
    const disk = await applied();
    disk.writeText("scaffold.json", manifestWith([PRODUCT, REVIEW]));
    const ports = portsFor(disk);
    const { value } = await preview({ changes: [] }, ports);
    edit(disk, path);
    if (value) await apply(value.changeSet, ports, { compiled: value.compiled });
    expect(disk.kind("src/shop/models/review.py")).toBe("file");
    expect(await isCompiled(disk)).toBe(true);
  });

  it("has no proof where there was something to tell", async () => {
    const disk = await applied();
    disk.writeText("src/shop/app.py", "ROUTERS = []\n");
    disk.writeText("scaffold.json", manifestWith([PRODUCT, REVIEW]));
    disk.removeFile(PROOF);
    const ports = portsFor(disk);
    const { value, diagnostics } = await preview({ changes: [] }, ports);
    expect(diagnostics.map(({ code }) => code)).toEqual(["conflict"]);
    expect(value?.compiled.inputs).toBeNull();
  });

  it("is written where the proof of it cannot be", async () => {
    const disk = await applied();
    disk.writeText("scaffold.json", manifestWith([PRODUCT, REVIEW]));
    let at = 0;
    const counted = intercept(disk.copy(), ({ number, name, path }) => {
      if (name === "writeFile" && path === PROOF) at = number;
    });
    await applyAll(portsFor(counted));
    await applyAll(portsFor(failingAt(disk, at, "ENOSPC")));
    expect(disk.kind("src/shop/models/review.py")).toBe("file");
    expect(disk.kind(PROOF)).toBeNull();
  });
});

/** The templates that a preview of what stands there renders, by name. */
async function rendered(fileSystem: FileSystem, build?: string): Promise<readonly string[]> {
  const ports = portsFor(fileSystem);
  const found = new Set<string>();
  const templates = {
    ...ports.templates,
    find(path: string) {
      found.add(path.slice(path.lastIndexOf("/") + 1));
      return ports.templates.find(path);
    },
  };
  await preview({ changes: [] }, { ...ports, templates, build: build ?? ports.build });
  return [...found].sort();
}

describe("the texts of a project that was applied here", () => {
  let all: readonly string[] = [];

  beforeAll(async () => {
    all = await rendered(await applied(), "another");
    expect(all.length).toBeGreaterThan(2);
  });

  it("are not rendered again where nothing that they are rendered from has changed", async () => {
    expect(await rendered(await applied())).toEqual([]);
  });

  it("are rendered again where their data has changed", async () => {
    const disk = await applied();
    disk.writeText("scaffold.json", manifestWith([PRODUCT, REVIEW]));
    const again = ["[resource].py.njk", "app.py.njk"];
    expect(await rendered(disk)).toEqual(expect.arrayContaining(again));
  });

  it("are rendered again where their template has changed", async () => {
    const disk = await applied();
    edit(disk, "templates/fastapi/app/app.py.njk");
    expect(await rendered(disk)).toEqual(["app.py.njk"]);
  });

  it("are rendered again where they stand neither in the project nor in its base", async () => {
    const disk = await applied();
    for (const folder of ["", ".scaffold/base/"]) edit(disk, `${folder}src/shop/app.py`);
    expect(await rendered(disk)).toEqual(["app.py.njk"]);
  });

  it("are all rendered again by another build of the engine", async () => {
    expect(await rendered(await applied(), "another")).toEqual(all);
  });

  it("are all rendered again where it is a copy, as a clone is", async () => {
    expect(await rendered((await applied()).copy())).toEqual(all);
  });

  it.each([".scaffold/hashes", PROOF])(
    "are all rendered again where %s was changed",
    async (path) => {
      const disk = await applied();
      edit(disk, path);
      expect(await rendered(disk)).toEqual(all);
    },
  );
});

/** Everything that is read of the project to tell how it stands, but for what is generated. */
async function pathsRead(ports: Ports, build = ports.build): Promise<readonly string[]> {
  const { value } = await findDrift(ports);
  const generated = value?.files.flatMap(({ path }) => [path, `.scaffold/base/${path}`]) ?? [];
  const paths = new Set<string>();
  const fileSystem = intercept(ports.fileSystem, ({ path }) => paths.add(path));
  await findDrift({ ...ports, fileSystem, build });
  return [...paths].filter((path) => !generated.includes(path));
}

describe("of every project that can be applied", () => {
  async function opened(name: string): Promise<Ports | undefined> {
    const { ports, request } = await openCase(name);
    const { value, diagnostics } = await preview(request, ports());
    if (!value || diagnostics.length > 0) return undefined;
    const { changeSet, compiled } = value;
    await apply(changeSet, ports(), { compiled });
    return ports();
  }

  it.each([
    "history-first-revision",
    "history-next-revision",
    "merge-changed-on-both-sides",
    "required-file-on-disk",
    "moved-file",
  ])("a proof is believed: %s", async (name) => {
    const ports = await opened(name);
    expect(ports && (await isCompiled(ports.fileSystem))).toBe(false);
  });

  it.each(cases)("a proof tells what a compile tells: %s", async (name) => {
    const ports = await opened(name);
    if (!ports) return;
    expect(await findDrift(ports)).toEqual(await findDrift({ ...ports, build: "another" }));
  });

  it.each(cases)("a proof is held against all that a compile reads: %s", async (name) => {
    const ports = await opened(name);
    if (!ports || (await isCompiled(ports.fileSystem))) return;
    const evidence = await pathsRead(ports);
    const read = await pathsRead(ports, "another");
    expect(read.filter((path) => !evidence.includes(path))).toEqual([]);
  });
});
