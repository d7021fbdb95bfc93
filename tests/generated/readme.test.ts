import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { type Block, orderCalls, shellBlocks } from "../support/readme.ts";
import { buildProject, emptyFolder, readCommands } from "../support/scaffold.ts";

/** How long a service may take to start, in milliseconds. */
const PATIENCE = 30_000;

/** A call that is answered with an error ends the script, and shows what was answered. */
const STRICT = `
set -euo pipefail
curl() { command curl --fail-with-body --silent --show-error "$@"; }
`;

/** Runs commands in a project as somebody would who copies them from its README. */
async function shell(project: string, commands: string, env: NodeJS.ProcessEnv = {}) {
  try {
    await promisify(execFile)("bash", ["-c", STRICT + commands], {
      cwd: project,
      env: { ...process.env, ...env },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${commands}\n${stdout}${stderr}`);
  }
}

async function untilReady(address: string): Promise<void> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const response = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (response?.ok) return;
    if (Date.now() > end) throw new Error("the service does not start");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** A project, and what its README says. */
function read(list: string) {
  const project = buildProject(readCommands(list));
  return { project, blocks: shellBlocks(readFileSync(join(project, "README.md"), "utf8")) };
}

/** The commands below a heading. */
function below(blocks: readonly Block[], heading: string): string {
  const found = blocks.find((block) => block.heading === heading);
  if (!found) throw new Error(`the README has no commands below ${heading}`);
  return found.commands;
}

/** Starts the service by the last command of "Run", after those before it. */
async function start(project: string, blocks: readonly Block[], env: NodeJS.ProcessEnv) {
  const commands = below(blocks, "Run").trim().split("\n");
  await shell(project, commands.slice(0, -1).join("\n"), env);
  const port = await freePort();
  const service = spawn("bash", ["-c", `exec ${commands.at(-1)}`], {
    cwd: project,
    stdio: "ignore",
    env: { ...process.env, ...env, PORT: String(port) },
  });
  const address = `http://127.0.0.1:${port}`;
  await untilReady(address);
  return { service, address, env };
}

async function stop(service: ChildProcess | undefined): Promise<void> {
  if (!service || service.exitCode !== null || service.signalCode !== null) return;
  const ended = once(service, "exit");
  service.kill("SIGTERM");
  await ended;
}

/** Makes all the calls that can be made. @returns the headings of those that cannot. */
async function callAll(
  project: string,
  blocks: readonly Block[],
  { address, env }: { readonly address: string; readonly env: NodeJS.ProcessEnv },
) {
  const endpoints = blocks.filter(({ section }) => section === "Endpoints");
  const { calls, impossible } = orderCalls(endpoints);
  const script = calls.map(({ commands }) => commands).join("\n");
  await shell(project, script.replaceAll("http://127.0.0.1:8000", address), env);
  return impossible.map(({ heading }) => heading);
}

describe("the README of a shop", () => {
  const { project, blocks } = read("examples/shop/commands.txt");
  let service: ChildProcess | undefined;

  beforeAll(() => shell(project, below(blocks, "Set up")));
  afterAll(() => stop(service));

  it.each(below(blocks, "Check").trim().split("\n"))("says what works: %s", (command) =>
    shell(project, command),
  );

  it("has calls that work, after it says how to start", async () => {
    const started = await start(project, blocks, {});
    service = started.service;
    expect(await callAll(project, blocks, started)).toEqual([]);
    await shell(project, below(blocks, "Database"));
  });

  it("comes with hooks that find nothing in what was generated", async () => {
    const commands = "git init --quiet && git add --all && .venv/bin/pre-commit run --all-files";
    await shell(project, commands, { PRE_COMMIT_HOME: emptyFolder() });
  });
});

describe("the README of a newsroom", () => {
  const { project, blocks } = read("examples/newsroom/commands.txt");
  let service: ChildProcess | undefined;

  afterAll(() => stop(service));

  it("has calls that work, in the order of what they refer to", async () => {
    symlinkSync(dirname(pythonEnvironment()), join(project, ".venv"));
    // The shared environment has everything but the project itself.
    const started = await start(project, blocks, { PYTHONPATH: "src" });
    service = started.service;
    // An office is in a region, which has a model and no endpoint.
    const impossible = await callAll(project, blocks, started);
    expect(impossible).toEqual(["Offices"]);
  });
});
