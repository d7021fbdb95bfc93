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

/** The files of a new project that got all of its uses at once, but for the manifest. */
function applied(uses: readonly unknown[]): Readonly<Record<string, string>> {
  const project = buildProject([["new", "newsroom"]]);
  const file = join(project, "scaffold.json");
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...manifest, uses }));
  scaffoldOk(project, ["apply"]);
  const files = Object.entries(readTree(project));
  return Object.fromEntries(files.filter(([path]) => !path.endsWith("scaffold.json")));
}

/** The files of a project but for its migrations, what is kept of them, and its manifest. */
function withoutHistory(tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const isOfHistory = (path: string) => /\/versions\/|\/state\/|\/hashes$/.test(path);
  const files = Object.entries(tree).filter(
    ([path]) => !isOfHistory(path) && !path.endsWith("scaffold.json"),
  );
  return Object.fromEntries(files);
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
    const { uses } = JSON.parse(expected["scaffold.json"] ?? "");
    const [inOrder, reversed] = [applied(uses), applied([...uses].reverse())];
    expect(Object.keys(inOrder)).toContain("scaffold.lock.json");
    expect(reversed).toEqual(inOrder);
    // The history tells how the project came about: here in one step, there in one for each command.
    expect(withoutHistory(inOrder)).toEqual(withoutHistory(expected));
  });
});
