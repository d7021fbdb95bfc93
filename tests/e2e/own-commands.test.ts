import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../src/model/json.ts";
import { buildProject, emptyFolder, scaffold, scaffoldOk } from "../support/scaffold.ts";

let bare = "";

beforeAll(() => {
  bare = buildProject([["new", "shop"]]);
});

/** A project with one blueprint of its own that brings a command; it generates nothing. */
function projectWith(command: string, parameters: Json): string {
  const project = join(emptyFolder(), "shop");
  cpSync(bare, project, { recursive: true });
  mkdirSync(join(project, "blueprints"));
  const metadata = {
    name: "create-export",
    version: "1.0.0",
    category: "export",
    description: "An export of the shop",
    command,
  };
  writeFileSync(
    join(project, "blueprints/export.blueprint.json"),
    JSON.stringify({ metadata, parameters }),
  );
  return project;
}

describe("the parameters of a project's own command", () => {
  it.each([
    ["an object", { type: "object", default: { a: 1 } }, '(default: {"a":1})'],
    ["a list of objects", { type: "array", default: [{ a: 1 }] }, '(default: [{"a":1}])'],
    ["a list of words", { type: "array", default: ["a", "b"] }, "(default: a,b)"],
  ])("may have %s for a default", (_, x, shown) => {
    const project = projectWith("export", { x });
    expect(scaffoldOk(project, ["export", "--help"]).stdout).toContain(shown);
  });

  it("may have names that are options where a blueprint takes fields, or members of every object", () => {
    const project = projectWith("export", {
      rename: { type: "boolean" },
      constructor: { type: "string" },
    });
    scaffoldOk(project, ["export", "--rename"]);
  });

  it("are refused in their document where they could not be told apart", () => {
    const project = projectWith("export", { type: { type: "string" } });
    const call = scaffold(project, ["export", "--type", "a"]);
    expect(call).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("/parameters/type"),
    });
  });
});

describe("a project's own verb", () => {
  let project = "";

  beforeAll(() => {
    project = projectWith("export", {});
  });

  it.each([["--help"], ["help"]])("is listed by scaffold %s, from any subfolder", (...words) => {
    expect(scaffoldOk(join(project, "src"), words).stdout).toMatch(
      /Commands of this project:\n {2}export +An export of the shop\n/,
    );
  });

  it("is listed nowhere else", () => {
    expect(scaffoldOk(emptyFolder(), ["--help"]).stdout).not.toContain("export");
  });

  it("is suggested where it is misspelt", () => {
    expect(scaffold(project, ["exprot"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("did you mean `export`?"),
    });
  });
});

describe("the help of a verb that blueprints share", () => {
  it("lists its types, with what each is for", () => {
    const project = projectWith("endpoint --type export", {});
    expect(scaffoldOk(project, ["endpoint", "--help"]).stdout).toMatch(
      /Types:\n {2}crud +REST .*\n {2}export +An export of the shop\n\n`scaffold endpoint --type crud --help` shows more/,
    );
  });
});

describe("scaffold blueprint show", () => {
  const show = (...words: readonly string[]) =>
    scaffoldOk(bare, ["blueprint", "show", ...words]).stdout;

  it("tells which values a parameter takes", () => {
    const text = show("endpoint-crud");
    expect(text).toContain("if_match (string: optional, required) = ");
    expect(text).toContain("page_size (integer: 1 to 1000) = 50");
    expect(text).toContain("resource_name (string; required)  ");
  });

  it("tells what the values of a slot are made of", () => {
    expect(show("create-routes")).toMatch(
      /\n {2}routes\.dependencies .*\n {4}name \(string: .*; required\)/,
    );
  });

  it("gives the members of a document with --json", () => {
    const { result } = JSON.parse(show("endpoint-crud", "--json"));
    const names = Object.keys(result);
    expect(names).toEqual(expect.arrayContaining(["parameters", "depends_on", "slots"]));
    expect(names.filter((name) => /[A-Z]/.test(name) || name === "stem")).toEqual([]);
    expect(result.depends_on[0]).not.toHaveProperty("pointer");
  });
});

describe("scaffold help", () => {
  it.each([[["help", "help"]], [["help"]], [["--help"]], [[]]])(
    "prints the overview: %j",
    (words) => {
      expect(scaffoldOk(emptyFolder(), words).stdout).toContain(
        "Usage: scaffold [options] [command]",
      );
    },
  );
});
