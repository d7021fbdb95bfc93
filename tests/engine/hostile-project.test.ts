import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { preview } from "../../src/engine.ts";
import { describePreview } from "./describe-preview.ts";
import { portsFactory } from "./engine-ports.ts";
import { manifestWith, smallBackend } from "./fixed-documents.ts";

const SECRET = "the secret of somebody else";

/* A project folder may come from anybody: nothing outside of it is read, and nothing crashes. */
describe("a project with links that lead out of it", () => {
  let root = "";
  let outside = "";

  function put(path: string, text: string | Buffer): void {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  function link(path: string, target: string): void {
    const file = join(root, path);
    rmSync(file, { recursive: true, force: true });
    mkdirSync(dirname(file), { recursive: true });
    symlinkSync(target, file);
  }

  async function run(): Promise<{ readonly text: string; readonly codes: readonly string[] }> {
    const ports = portsFactory()(createNodeFileSystem(root));
    const result = await preview({ changes: [] }, ports);
    const codes = result.diagnostics.map(({ code, place }) => `${code} ${place?.file ?? ""}`);
    return {
      text: JSON.stringify(result.value?.changeSet) + describePreview(result, ports),
      codes,
    };
  }

  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), "scaffold-hostile-"));
    [root, outside] = [join(folder, "project"), join(folder, "outside")];
    mkdirSync(outside, { recursive: true });
    writeFileSync(join(outside, "secret.txt"), SECRET);
    writeFileSync(join(outside, "x.blueprint.json"), SECRET);
    for (const [path, text] of Object.entries(smallBackend)) put(path, text);
    put(
      "scaffold.json",
      manifestWith([{ blueprint: "endpoint", with: { resource_name: "item" } }]),
    );
  });

  afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

  it("is fine without them", async () => {
    expect((await run()).codes).toEqual([]);
  });

  it.each([
    ["the folder of blueprints", "blueprints", "", "unreadable-file blueprints"],
    [
      "a blueprint",
      "blueprints/x.blueprint.json",
      "secret.txt",
      "unreadable-file blueprints/x.blueprint.json",
    ],
    [
      "a template",
      "templates/fastapi/app/app.py.njk",
      "secret.txt",
      "unreadable-file templates/fastapi/app/app.py.njk",
    ],
    ["the manifest", "scaffold.json", "secret.txt", "unreadable-file scaffold.json"],
    ["the lock", "scaffold.lock.json", "secret.txt", "unreadable-file scaffold.lock.json"],
    ["the hashes", ".scaffold/hashes", "secret.txt", "damaged-record .scaffold/hashes"],
    ["a generated file", "src/shop/app.py", "secret.txt", "conflict src/shop/app.py"],
    ["the folder of a generated file", "src/shop", "", "conflict src/shop/app.py"],
  ])("at %s has a fault there and reads nothing", async (_, path, target, fault) => {
    link(path, join(outside, target));
    const { codes, text } = await run();
    expect(codes).toContain(fault);
    expect(text).not.toContain(SECRET);
  });

  it("at a folder of blueprints below another does not follow it", async () => {
    link("blueprints/more", outside);
    expect((await run()).codes).toEqual([]);
  });

  it.each([
    ["a blueprint", "blueprints/model.blueprint.json", "not-utf8"],
    ["a template", "templates/fastapi/app/app.py.njk", "unreadable-file"],
    ["the manifest", "scaffold.json", "not-utf8"],
    ["a generated file", "src/shop/app.py", "conflict"],
    ["the hashes", ".scaffold/hashes", "damaged-record"],
  ])("or with bytes that are no text at %s has a fault there", async (_, path, code) => {
    put(path, Buffer.from([0x7b, 0xff, 0xfe, 0x00]));
    expect((await run()).codes.filter((one) => one.endsWith(path))).toEqual([`${code} ${path}`]);
  });
});
