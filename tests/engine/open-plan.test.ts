import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { openPlan } from "../../src/engine/open-plan.ts";
import { planId } from "../../src/engine/plan.ts";
import type { Plan } from "../../src/model/plan.ts";
import type { Reader } from "../../src/ports.ts";
import { createMemoryFileSystem } from "../support/memory-file-system.ts";
import { emptyFolder } from "../support/temporary.ts";

const HASH = "0".repeat(64);

function planFor(...paths: readonly string[]): Plan {
  const plan: Plan = {
    version: 1,
    id: "",
    created_from: {
      engine: "1.0.0",
      formatter: "ruff_fmt 1",
      manifest: HASH,
      lock: null,
      hashes: null,
      state: HASH,
      blueprints: {},
    },
    changes: [],
    on_conflict: null,
    moved: [],
    files: paths.map((path) => ({
      path,
      action: "create",
      use: null,
      ownership: "managed",
      mode: "0644",
      before: null,
      after: HASH,
    })),
    records: HASH,
    added_uses: [],
    overrides: [],
  };
  return { ...plan, id: planId(plan) };
}

async function open(text: string, project: Reader = createMemoryFileSystem()) {
  const reader = createMemoryFileSystem({ "a.plan": text });
  const { value, diagnostics } = await openPlan({ file: "a.plan", reader, project });
  return { isOpen: value !== undefined, codes: diagnostics.map(({ code }) => code) };
}

const refused = (...codes: readonly string[]) => ({ isOpen: false, codes });
const sound = JSON.stringify(planFor("src/a.py"), null, 2);

describe("a saved plan", () => {
  it("is opened where it is sound", async () => {
    expect(await open(sound)).toEqual({ isOpen: true, codes: [] });
  });

  it.each([
    "../a.py",
    "src/../../a.py",
    "/etc/passwd",
    "src\\a.py",
    "C:/a.py",
    "C:a.py",
    "src/con.py",
    "NUL",
    ".git/hooks/pre-commit",
    "src/.GIT/config",
    "src/a.py ",
    "src/a.py.",
    "src//a.py",
    "src/a\u0000.py",
    "",
  ])("is refused where it names %j", async (path) => {
    expect(await open(JSON.stringify(planFor("src/a.py", path)))).toEqual(refused("unsafe-plan"));
  });

  it.each([
    ["twice", "src/a.py"],
    ["in another case", "src/A.py"],
    ["with another case of a folder", "SRC/a.py"],
  ])("is refused where it names a file %s", async (_, path) => {
    expect(await open(JSON.stringify(planFor("src/a.py", path)))).toEqual(refused("unsafe-plan"));
  });

  it.each([
    ["a folder", "out/a.py"],
    ["the file itself", "link.py"],
  ])("is refused where %s is a link out of the project", async (_, path) => {
    const [project, outside] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(outside, "a.py"), "theirs");
    symlinkSync(outside, join(project, "out"));
    symlinkSync(join(outside, "a.py"), join(project, "link.py"));
    const found = await open(JSON.stringify(planFor(path)), createNodeFileSystem(project));
    expect(found).toEqual(refused("unsafe-plan"));
  });

  it("may name a file behind a link that stays inside", async () => {
    const project = emptyFolder();
    mkdirSync(join(project, "real"));
    symlinkSync("real", join(project, "src"));
    const found = await open(sound, createNodeFileSystem(project));
    expect(found).toEqual({ isOpen: true, codes: [] });
  });

  it.each([
    ["of another version", sound.replace('"version": 1', '"version": 2'), "unknown-value"],
    ["cut off", sound.slice(0, sound.length / 2), "json-syntax"],
    ["with a key twice", sound.replace("{", '{ "version": 1,'), "duplicate-key"],
    ["with an unknown member", sound.replace("{", '{ "more": 1,'), "unknown-member"],
    ["without a member", sound.replace(/"records".*\n/, ""), "missing-member"],
    ["with an unknown action", sound.replace('"create"', '"run"'), "unknown-value"],
    ["of more than 10 MB", sound + " ".repeat(10 * 1024 * 1024), "document-too-large"],
    ["that somebody edited", sound.replace("src/a.py", "src/b.py"), "edited-plan"],
  ])("%s is refused", async (_, text, code) => {
    const found = await open(text);
    expect(found.isOpen).toBe(false);
    expect(found.codes).toContain(code);
  });

  it.each([
    ["another document", '{ "scaffold": "^1", "uses": [] }'],
    ["a list", "[]"],
    ["no JSON at all", "# Shop\n"],
    ["empty", ""],
  ])("is told from a file that is %s, in one word", async (_, text) => {
    expect(await open(text)).toEqual(refused("not-a-plan"));
  });
});
