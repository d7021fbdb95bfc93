import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProject, emptyFolder, readTree, scaffold, scaffoldOk } from "../support/scaffold.ts";

const ENDPOINT = ["endpoint", "--type", "crud"];

let project = "";

beforeAll(() => {
  project = buildProject([
    ["new", "shop"],
    [...ENDPOINT, "product"],
  ]);
});

describe("a call that is not understood", () => {
  it.each([
    [["-y"], "There is no command"],
    [["help", "nope"], "Unknown command `nope`"],
    [["plann"], "did you mean `plan`"],
    [["plan", "x"], "`scaffold plan --help`"],
    [["graph", "--format", "svg"], "expected: mermaid, dot, json"],
    [["graph", "--format"], "needs a value"],
    [["where"], "`file` is missing"],
    [["blueprint"], "`scaffold blueprint --help`"],
    [["blueprint", "show", "create-model"], "`create-model-{resource}`"],
    [["plan", "-C", "nowhere"], "There is no folder `nowhere`"],
    [["validate", "nope.json"], "There is no file `nope.json`"],
    [["endpoint", "--no-input"], "add `--type TYPE`"],
    [[...ENDPOINT, "tag", "--auth-required=false"], "did you mean `--no-auth-required`?"],
    [[...ENDPOINT, "--no-input"], "`scaffold endpoint --help`"],
  ])("%j ends with 2 and says %j", (words, said) => {
    expect(scaffold(project, words)).toMatchObject({
      exitCode: 2,
      stdout: "",
      stderr: expect.stringContaining(said),
    });
  });

  it("outside of a project says that before it asks for anything else", () => {
    expect(scaffold(emptyFolder(), ["endpoint"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("scaffold new NAME"),
    });
  });
});

describe("--json", () => {
  it.each([
    [[]],
    [["--version"]],
    [["--help"]],
    [["endpoint", "--help"]],
    [["nope"]],
    [["doctor"]],
    [["blueprint"]],
    [["plan", "x"]],
  ])("makes one document of %j", (words) => {
    const { stdout, stderr } = scaffold(project, [...words, "--json"]);
    expect(JSON.parse(stdout)).toHaveProperty("exit_code");
    expect(stderr).toBe("");
  });
});

describe("help", () => {
  it("of a command that takes fields shows how they are written", () => {
    const { stdout } = scaffoldOk(project, ["endpoint", "--help"]);
    expect(stdout).toContain("name:string:1..120");
    expect(stdout).toContain("$ scaffold endpoint --type crud product stock:int:default=0");
  });
});

describe("from a subfolder", () => {
  it("a fault names the file as it is reached from there", () => {
    const folder = buildProject([["new", "shop"]]);
    const manifest = join(folder, "scaffold.json");
    writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"fastapi"', '"nope"'));
    const { stderr } = scaffold(join(folder, "src/shop"), ["plan"]);
    expect(stderr).toContain("--> ../../scaffold.json:4:13");
    expect(stderr).toContain('"target": "nope"');
  });

  it("the next steps lead to the project's root first", () => {
    const folder = buildProject([["new", "shop"]]);
    const { stderr } = scaffoldOk(join(folder, "src"), [...ENDPOINT, "product"]);
    expect(stderr).toMatch(/Next:\n {2}cd \.\.\n/);
  });
});

describe("scaffold where", () => {
  it.each([
    ["main.py", "src/shop/main.py"],
    ["..\\shop\\main.py", "src/shop/main.py"],
    ["../../README.md", "README.md"],
  ])("knows %s from a subfolder", (typed, path) => {
    const { stdout } = scaffoldOk(join(project, "src/shop"), ["where", typed, "--json"]);
    expect(JSON.parse(stdout).result.path).toBe(path);
  });

  it.each([
    ["/etc/passwd", "outside of the project"],
    ["src", "is a folder"],
    ["nope.py", "does not exist"],
    ["scaffold.json", "everything is generated from"],
    ["scaffold.lock.json", "a record of `scaffold`'s own"],
  ])("says of %s that it %s", (typed, said) => {
    expect(scaffold(project, ["where", typed])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining(said),
    });
  });
});

describe("a command that fails", () => {
  it("lists nothing as if it were done", () => {
    const call = scaffold(project, [...ENDPOINT, "tag", "--drop", "nope"]);
    expect(call).toMatchObject({ exitCode: 2, stdout: "" });
  });

  it("does not call a broken project up to date", () => {
    const folder = buildProject([["new", "shop"]]);
    mkdirSync(join(folder, "blueprints"));
    writeFileSync(join(folder, "blueprints/a.blueprint.json"), "{");
    expect(scaffold(folder, ["plan"]).stdout).toBe("");
  });
});

describe("the name of a resource", () => {
  it("is taken as snake case, so that no second one arises beside the first", () => {
    const before = readTree(project);
    expect(scaffoldOk(project, [...ENDPOINT, "Product"]).stdout).toContain("Nothing to do");
    expect(readTree(project)).toEqual(before);
  });
});

describe("a manifest named to validate", () => {
  it("has its project checked", () => {
    expect(scaffoldOk(join(project, "src"), ["validate", "../scaffold.json"]).stdout).toContain(
      "no faults",
    );
  });
});

describe("scaffold new", () => {
  it("says how to get into a folder with an awkward name", () => {
    const { stderr } = scaffoldOk(emptyFolder(), ["new", "my shops/a b"]);
    expect(stderr).toContain("cd 'my shops/a b'");
  });

  it("makes the project in the folder of --project", () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, "sub"));
    scaffoldOk(folder, ["-C", "sub", "new", "shop"]);
    expect(readdirSync(join(folder, "sub/shop"))).toContain("scaffold.json");
  });
});

describe("the next steps after a change", () => {
  it("set the project up only where that is not done yet", () => {
    const project = buildProject([["new", "shop"]]);
    const setUp = 'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]"';
    const first = scaffold(project, ["endpoint", "--type", "crud", "product", "name:string"]);
    mkdirSync(join(project, ".venv"));
    const second = scaffold(project, [
      "endpoint",
      "--type",
      "crud",
      "product",
      "stock:int:default=0",
    ]);
    expect([first.stderr.includes(setUp), second.stderr.includes(setUp)]).toEqual([true, false]);
  });
});
