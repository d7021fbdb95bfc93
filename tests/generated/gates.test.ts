import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../support/python-environment.ts";
import { buildProject, readCommands, scaffold } from "../support/scaffold.ts";

const PROJECTS = "tests/generated/projects";
const EXAMPLES = "examples";

/** Lists of commands: what users see as examples, and what packs the rest. */
const lists = [
  ...readdirSync(EXAMPLES, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(EXAMPLES, name, "commands.txt")),
  ...readdirSync(PROJECTS).map((file) => join(PROJECTS, file)),
];

/** Runs a program of the Python environment in a project. @throws Error with what it printed. */
function run(project: string, program: string, ...words: string[]): void {
  const programs = pythonEnvironment();
  try {
    execFileSync(join(programs, program), words, { cwd: project, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${words.join(" ")}\n${stdout}${stderr}`);
  }
}

beforeAll(() => {
  pythonEnvironment();
});

describe.each(lists)("the project of %s", (list) => {
  let project = "";

  beforeAll(() => {
    project = buildProject(readCommands(list));
  });

  it("has no fault that ruff finds", () => run(project, "ruff", "check", "."));
  it("is formatted", () => run(project, "ruff", "format", "--check", "."));
  it("is typed strictly", () => run(project, "mypy", "--strict", "src", "tests"));
  it("passes its own tests", () => run(project, "pytest", "-q", "-n", "2"));

  it("is up to date after it was made", () => {
    expect(scaffold(project, ["apply"]).stdout).toContain("Nothing to do");
  });
});
