import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProject, readCommands, readTree, scaffoldOk } from "../support/scaffold.ts";

const COMMANDS = readCommands("examples/newsroom/commands.txt");

/** The current long-term release of Node.js that is tested beside the one that runs the tests. */
const OTHER_NODE = "24";

/** Installs another Node.js below `.cache/`, as a package, so that it needs no rights. */
function otherNode(): string {
  const folder = resolve(".cache", `node-${OTHER_NODE}`);
  const program = join(folder, `node_modules/node-linux-${process.arch}/bin/node`);
  if (!existsSync(program)) {
    const name = `node-linux-${process.arch}@${OTHER_NODE}`;
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, name]);
  }
  return program;
}

describe("the same commands give the same bytes", () => {
  let expected: Readonly<Record<string, string>> = {};

  beforeAll(() => {
    expected = readTree(buildProject(COMMANDS));
  });

  it("in another run and another folder", () => {
    expect(readTree(buildProject(COMMANDS))).toEqual(expected);
  });

  it("in another locale and another time zone", () => {
    const env = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
    expect(readTree(buildProject(COMMANDS, { env }))).toEqual(expected);
  });

  it(`on Node.js ${OTHER_NODE}`, () => {
    expect(readTree(buildProject(COMMANDS, { node: otherNode() }))).toEqual(expected);
  });

  it(`and no word on stderr that Node.js ${OTHER_NODE} says of itself`, () => {
    const node = otherNode();
    const project = buildProject([["new", "quiet"]], { node });
    const call = scaffoldOk(project, ["endpoint", "--type", "crud", "product"], { node });
    expect(call.stderr).toMatch(/^\nNext:\n/);
    expect(scaffoldOk(project, ["apply"], { node }).stderr).toBe("");
  });

  it("with the uses of the manifest in another order", () => {
    const project = buildProject([["new", "newsroom"]]);
    const manifest = JSON.parse(expected["scaffold.json"] ?? "");
    manifest.uses.reverse();
    writeFileSync(join(project, "scaffold.json"), JSON.stringify(manifest));
    scaffoldOk(project, ["apply"]);
    const generated = readTree(project);
    for (const [path, text] of Object.entries(expected)) {
      if (path.endsWith("scaffold.json")) continue;
      expect(generated[path], path).toBe(text);
    }
    expect(readFileSync(join(project, "scaffold.lock.json"), "utf8")).toBe(
      expected["scaffold.lock.json"],
    );
  });
});
