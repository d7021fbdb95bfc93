import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Manifest } from "../../src/model/manifest.ts";
import { migratedDatabase } from "./alembic.ts";
import { type Client, clientOf } from "./client.ts";
import { freePort } from "./free-port.ts";
import { type KeptProcess, spawnKept } from "./kept-process.ts";
import { pythonEnvironment } from "./python-environment.ts";

/** How long a service may take to start, in milliseconds. */
const PATIENCE = 30_000;

/** A generated backend that runs, on a port of its own. */
export interface Service {
  readonly address: string;
  /** All that it has printed so far. */
  log(): string;
  /** Sends it a signal, and does not wait. */
  signal(signal: NodeJS.Signals): void;
  /** Waits for its end. @returns its exit code, or the signal that ended it. */
  ended(): Promise<number | NodeJS.Signals>;
  /** Ends it as an operator would, and waits. @returns what `ended` does. */
  stop(): Promise<number | NodeJS.Signals>;
}

/** What the project's manifest says. */
export function manifestOf(project: string): Manifest {
  return JSON.parse(readFileSync(join(project, "scaffold.json"), "utf8")) as Manifest;
}

/** The environment of a project's programs: the package is found without being installed. */
function environmentOf(databaseUrl: string): NodeJS.ProcessEnv {
  const { PATH = "" } = process.env;
  return {
    PATH: `${pythonEnvironment()}:${PATH}`,
    PYTHONPATH: "src",
    DATABASE_URL: databaseUrl,
  };
}

/** Runs a program of the Python environment in a project. @throws Error with what it printed. */
export function runProgram(
  project: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): string {
  const [program = "", ...rest] = words;
  try {
    return execFileSync(join(pythonEnvironment(), program), rest, {
      cwd: project,
      encoding: "utf8",
      stdio: "pipe",
      env: { ...process.env, ...env },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${words.join(" ")}\n${stdout}${stderr}`);
  }
}

/** Plugins of pytest that are there for the fuzzing: they come along unasked, and take long to load. */
const FOREIGN_PLUGINS = ["schemathesis", "hypothesispytest"];

/** Runs a project's own tests, as where only the project's requirements are. @returns what they say. */
export function runTests(
  project: string,
  words: readonly string[],
  env?: NodeJS.ProcessEnv,
): string {
  const without = FOREIGN_PLUGINS.flatMap((name) => ["-p", `no:${name}`]);
  return runProgram(project, ["pytest", ...without, ...words], env);
}

/** Checks a project's types. Projects share what is found out about the libraries. */
export function checkTypes(project: string): void {
  // By full paths: files of one name, size and second are taken for one another.
  const words = ["mypy", "--strict", join(project, "src"), join(project, "tests")];
  runProgram(project, words, { MYPY_CACHE_DIR: resolve(".cache/mypy") });
}

/** Runs Alembic in a project. */
export function alembic(project: string, databaseUrl: string, ...words: string[]): void {
  migratedDatabase(project, databaseUrl).alembic(...words);
}

/** Brings the tables of a database to the state of the project. */
export function migrate(project: string, databaseUrl: string): void {
  alembic(project, databaseUrl, "upgrade", "head");
}

/** A token for a user, by the command that the project's README shows. */
export function tokenFor(project: string, user: string, ...roles: string[]): string {
  const module = `${manifestOf(project).project.package}.development_token`;
  const words = ["python", "-m", module, user, ...roles.flatMap((role) => ["--role", role])];
  return runProgram(project, words, { PYTHONPATH: "src" }).trim();
}

/** Whether a project's service asks for tokens. */
export function asksForTokens(project: string): boolean {
  const use = manifestOf(project).uses.find(({ blueprint }) => blueprint === "create-project");
  return use?.with?.auth !== "none";
}

/** A client that calls as a user with roles, if the service asks who calls. */
export function clientFor(
  project: string,
  { address }: Service,
  [user, ...roles]: readonly [string, ...string[]],
): Client {
  return clientOf(address, asksForTokens(project) ? tokenFor(project, user, ...roles) : undefined);
}

async function untilReady(address: string, service: KeptProcess): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (service.exitCode !== null) break;
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  service.kill("SIGKILL");
  throw new Error("the service does not start");
}

/** Starts a project's service by the command of its README, and waits until it is ready. */
export async function startService(
  project: string,
  databaseUrl: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Service> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const { package: name } = manifestOf(project).project;
  const child = spawnKept([join(pythonEnvironment(), "python"), "-m", name], {
    cwd: project,
    env: { ...environmentOf(databaseUrl), HOST: "127.0.0.1", PORT: String(port), ...env },
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  }
  const ended = once(child, "close").then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals,
  );
  await untilReady(address, child).catch((error: Error) => {
    throw new Error(`${error.message}\n${log}`);
  });
  return {
    address,
    log: () => log,
    signal: (signal) => void child.kill(signal),
    ended: () => ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}
