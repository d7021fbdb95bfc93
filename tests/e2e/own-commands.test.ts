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
