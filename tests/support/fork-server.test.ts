import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it, vi } from "vitest";
import { runScript } from "./fork-server.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { emptyFolder } from "./temporary.ts";

beforeAll(() => {
  pythonEnvironment();
});

/** A script, in a folder of its own. */
function scriptOf(...lines: readonly string[]): string {
  const path = join(emptyFolder(), "script.py");
  writeFileSync(path, lines.join("\n"));
  return path;
}

const SAY_ALL = scriptOf(
  "import json, os, sys",
  "print(json.dumps([sys.argv, os.getcwd(), dict(os.environ), sys.path, sys.stdin.read()]))",
);

it("runs a script as Python itself does", () => {
  const [cwd, words] = [emptyFolder(), ["a b", "'"]];
  const env = { LC_ALL: "C.UTF-8", PYTHONPATH: "src:more" };
  const python = join(pythonEnvironment(), "python");
  const itself = execFileSync(python, [SAY_ALL, ...words], {
    cwd,
    env,
    encoding: "utf8",
    input: "",
  });
  const said = runScript(SAY_ALL, words, { cwd, env }).stdout;
  expect(JSON.parse(said)).toEqual(JSON.parse(itself));
});

it("loads anew what has changed since the last call", () => {
  const folder = emptyFolder();
  const script = scriptOf("import shop.name", "print(shop.name.NAME)");
  const env = { PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: "1" };
  mkdirSync(join(folder, "shop"));
  const said = ["one", "two"].map((name) => {
    writeFileSync(join(folder, "shop/name.py"), `NAME = "${name}"`);
    return runScript(script, [], { env }).stdout;
  });
  expect(said).toEqual(["one\n", "two\n"]);
});

it("tells of each call what it printed, and whether it failed", () => {
  const fail = scriptOf(
    "import sys",
    'print("out")',
    'print("err", file=sys.stderr)',
    "sys.exit(3)",
  );
  expect(runScript(fail, [])).toEqual({ isOk: false, stdout: "out\n", stderr: "err\n" });
  const { isOk, stderr } = runScript(scriptOf("1 / 0"), []);
  expect([isOk, stderr]).toEqual([false, expect.stringContaining("ZeroDivisionError")]);
  expect(runScript(scriptOf(), [])).toEqual({ isOk: true, stdout: "", stderr: "" });
});

it("leaves nothing behind where the tests are killed", async () => {
  const modulePath = JSON.stringify(join(import.meta.dirname, "fork-server.ts"));
  const parent = scriptOf("import os", "print(os.getppid())");
  const program = [
    `import { runScript } from ${modulePath};`,
    `process.stdout.write(runScript(${JSON.stringify(parent)}, []).stdout);`,
    'process.kill(process.pid, "SIGKILL");',
  ].join("\n");
  const words = ["--import", "tsx", "--input-type=module", "-e", program];
  const { signal, stdout } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(signal).toBe("SIGKILL");
  const server = Number(stdout);
  expect(server).toBeGreaterThan(1);
  await vi.waitUntil(() => !isRunning(server), { timeout: 30_000 });
});

/** Whether there is a process. */
function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
