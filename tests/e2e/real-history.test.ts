import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { editFaults, type HandEdits } from "../support/hand-edits.ts";
import {
  commitAll,
  git,
  playCommand,
  playPatch,
  readHistory,
  textIn,
} from "../support/project-history.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { emptyFolder, scaffold, scaffoldOk } from "../support/scaffold.ts";

/*
 * A year of a shop: patches of a person's edits, and between them commands that change what is
 * generated. Each patch applies to the tree as it is at its step, so a change of the templates may
 * ask for a patch to be made again: make the edit by hand at that step, and keep `git diff`.
 */
const HISTORY = resolve("tests/histories/shop");
const [create, ...steps] = readHistory(HISTORY);

let project = "";
let edits: HandEdits = new Map();

function python(...words: readonly string[]): void {
  execFileSync(join(pythonEnvironment(), "python"), words, { cwd: project, stdio: "pipe" });
}

const faults = () => editFaults(edits, (path) => textIn(project, path));

describe("a year of a shop", () => {
  beforeAll(() => {
    const folder = emptyFolder();
    scaffoldOk(folder, create && "run" in create ? create.run.split(" ") : []);
    project = join(folder, "shop");
    git(project, "init", "--quiet", "--initial-branch", "main");
    commitAll(project, "a new shop");
  });

  it.each(
    steps.map((step) => ["patch" in step ? step.patch : `scaffold ${step.run}`, step] as const),
  )("goes on after %s", (name, step) => {
    if ("patch" in step) {
      edits = playPatch(project, join(HISTORY, step.patch), edits);
    } else {
      const played = playCommand(project, step, edits);
      expect(played.conflicts).toEqual(step.conflicts ?? []);
      expect(played.first.exitCode).toBe(step.conflicts ? 1 : 0);
      expect(played.last.exitCode).toBe(0);
      edits = played.edits;
    }
    expect(faults()).toEqual([]);
    expect(scaffold(project, ["check"]).exitCode).toBe("drifts" in step ? 1 : 0);
    python("-m", "compileall", "-q", "src", "tests");
    commitAll(project, name);
  });

  it("has kept the line ends that one file was given", () => {
    const text = readFileSync(join(project, "tests/factories/product_factory.py"), "utf8");
    expect(text).toContain('"amount"');
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it("ends in code that the project's own linter accepts", () => {
    python("-m", "ruff", "check", ".");
    python("-m", "ruff", "format", "--check", ".");
  });

  it("ends in code that passes its own tests", () => {
    python("-m", "pytest", "-q", "-n", "2");
  }, 300_000);
});
