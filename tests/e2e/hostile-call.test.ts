import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { buildProject, emptyFolder, readTree, scaffold, scaffoldOk } from "../support/scaffold.ts";

const PROGRAM = resolve("bin/scaffold.js");

/** Runs a call beside others. @returns its exit code. */
function start(folder: string, words: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: folder, stdio: "ignore" });
  return new Promise((done) => child.on("close", done));
}

function expectNoBug(call: { readonly stderr: string }): void {
  expect(call.stderr).not.toContain("This is a bug");
}

describe("the name of a new project", () => {
  it.each([
    ["class"],
    ["con"],
    ["json"],
    ["tests"],
    ["fastapi"],
    ["pydantic"],
    ["jwt"],
    ["test"],
    ["🎉"],
    [" "],
    ["a".repeat(300)],
    ["a".repeat(100)],
  ])("is refused where its code could not be imported: %j", (name) => {
    const folder = emptyFolder();
    const call = scaffold(folder, ["new", name]);
    expect([1, 2]).toContain(call.exitCode);
    expectNoBug(call);
    expect(call.stderr).not.toContain("Name a folder that does not exist");
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([["../x"], ["/etc"], ["a.b"], ["X"], [""], ["json"]])(
    "is refused with --package %j",
    (name) => {
      const folder = emptyFolder();
      const call = scaffold(folder, ["new", "shop", "--package", name]);
      expect(call).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--package") });
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it("is refused where --python is no version specifier", () => {
    expect(scaffold(emptyFolder(), ["new", "shop", "--python", "foo"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^error\[bad-version-range\](?:.|\n)*\n1 error\n$/),
    });
  });
});

describe("the place of a new project", () => {
  it("may be reached through a symbolic link", () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "real"));
    symlinkSync("real", join(folder, "link"));
    scaffoldOk(folder, ["new", "link/shop"]);
    expect(readdirSync(join(folder, "real/shop"))).toContain("scaffold.json");
  });

  it.each([
    ["a link that leads nowhere", "dangling"],
    ["a link in a circle", "circle"],
    ["a file", "file"],
    ["below a file", "file/shop"],
  ])("cannot be %s", (_, name) => {
    const folder = emptyFolder();
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync("circle", join(folder, "circle"));
    writeFileSync(join(folder, "file"), "mine");
    const call = scaffold(folder, ["new", name]);
    expect(call.exitCode).toBe(2);
    expectNoBug(call);
    expect(readdirSync(folder)).toEqual(["circle", "dangling", "file"]);
  });

  it("is taken by one of two runs at once, and the other one leaves it alone", async () => {
    const folder = emptyFolder();
    const calls = [start(folder, ["new", "shop"]), start(folder, ["new", "shop"])];
    expect((await Promise.all(calls)).sort()).toEqual([0, 2]);
    expect(scaffoldOk(join(folder, "shop"), ["plan"]).stdout).toContain("Nothing to do");
  });
});

describe("short flags in one word", () => {
  it("are each read: a dry run writes nothing, and the project is the one that is named", () => {
    const project = buildProject([["new", "shop"]]);
    const before = readTree(project);
    const words = ["endpoint", "--type", "crud", "product", `-nyC${project}`];
    expect(scaffoldOk(emptyFolder(), words).stdout).toContain("Nothing was written");
    expect(readTree(project)).toEqual(before);
  });
});

describe("a folder of the engine's own that leads out of the project", () => {
  it("is a fault and no bug, and nothing is written there", () => {
    const project = buildProject([["new", "shop"]]);
    const outside = emptyFolder();
    execFileSync("mv", [join(project, ".scaffold"), join(outside, "state")]);
    symlinkSync(join(outside, "state"), join(project, ".scaffold"));
    const before = readTree(outside);
    const call = scaffold(project, ["endpoint", "--type", "crud", "product", "--yes"]);
    expect([1, 2]).toContain(call.exitCode);
    expectNoBug(call);
    expect(readTree(outside)).toEqual(before);
  });
});

describe("a pipe in the place of a file", () => {
  it.each([["scaffold.json"], ["blueprints/a.blueprint.json"]])("is not waited for: %s", (file) => {
    const project = buildProject([["new", "shop"]]);
    mkdirSync(join(project, "blueprints"));
    execFileSync("rm", ["-f", join(project, file)]);
    execFileSync("mkfifo", [join(project, file)]);
    const call = scaffold(project, ["plan"]);
    expect(call).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("not a regular file"),
    });
  });
});

describe("a pipe that is named", () => {
  it("is read once, and what is wrong with its bytes is told", () => {
    const command = `node '${PROGRAM}' validate <(printf '{"a":"\\xff"}') 2>&1 || true`;
    const folder = emptyFolder();
    const told = execFileSync("bash", ["-c", command], { cwd: folder, encoding: "utf8" });
    expect(told).toContain("error[not-utf8]");
  });

  it("and is no plan is told in one word", () => {
    const project = buildProject([["new", "shop"]]);
    const command = `node '${PROGRAM}' apply <(printf '{"version":1}') 2>&1 || true`;
    const told = execFileSync("bash", ["-c", command], { cwd: project, encoding: "utf8" });
    expect(told).toMatch(/^error\[not-a-plan\]/);
    expect(told).toContain("\n1 error\n");
  });
});

describe("what is named and has no end", () => {
  it.each([
    ["a device", "/dev/zero"],
    ["a pipe", "<(yes)"],
  ])("is left before it fills the memory: %s", (_what, named) => {
    const command = `node '${PROGRAM}' validate ${named} 2>&1 || true`;
    const told = execFileSync("bash", ["-c", command], { cwd: emptyFolder(), encoding: "utf8" });
    expect(told).toContain("error[read-failed]");
    expect(told).toContain("it goes on after 128 MB");
  });
});

describe("a document of one huge line", () => {
  it("is reported in no time", () => {
    const project = buildProject([["new", "shop"]]);
    writeFileSync(join(project, "scaffold.json"), `{"x":"${"a".repeat(5_000_000)}"}`);
    const begin = performance.now();
    expect(scaffold(project, ["plan"]).exitCode).toBe(1);
    expect(performance.now() - begin).toBeLessThan(5_000);
  });
});

describe("a reader that closes early", () => {
  it("is no fault", () => {
    const project = buildProject([["new", "shop"]]);
    const command = `set -o pipefail; '${process.execPath}' '${PROGRAM}' graph --json 2>&1 | head -c 10`;
    expect(execFileSync("bash", ["-c", command], { cwd: project, encoding: "utf8" })).toHaveLength(
      10,
    );
  });
});
