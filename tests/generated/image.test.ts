import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { type Postgres, startPostgres } from "../support/postgres.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { buildProject, emptyFolder } from "../support/scaffold.ts";

/** How long the service may take to start, in milliseconds. */
const PATIENCE = 30_000;

/** The words of the last instruction of a kind, which stand there as JSON. */
function wordsOf(dockerfile: string, instruction: string): readonly string[] {
  const lines = dockerfile.replaceAll("\\\n", " ").split("\n");
  const line = lines.findLast((each) => each.startsWith(`${instruction} `)) ?? "";
  return JSON.parse(line.slice(line.indexOf("[")));
}

/** What is copied from the project into the last stage. */
function copied(dockerfile: string): readonly string[] {
  const [, stage = ""] = dockerfile.split(/^FROM .*-slim$/m).slice(-2);
  return [...stage.matchAll(/^COPY (\S+) (\S+)$/gm)].map(([, from]) => from ?? "");
}

/** What a Dockerfile says is done here by hand: there is no engine where the tests run. */
describe.each([
  ["sqlite", "jwt"],
  ["postgres", "none"],
])("the image of a project made for %s, with authentication %s", (kind, auth) => {
  const image = emptyFolder();
  let dockerfile = "";
  let postgres: Postgres;
  let env: NodeJS.ProcessEnv = {};
  let service: ChildProcess | undefined;

  beforeAll(async () => {
    const project = buildProject([
      ["new", "shop", "--database", kind, "--auth", auth],
      ["endpoint", "--type", "crud", "product"],
    ]);
    dockerfile = readFileSync(join(project, "Dockerfile"), "utf8");
    for (const path of copied(dockerfile)) {
      cpSync(join(project, path), join(image, path), { recursive: true });
    }
    const programs = pythonEnvironment();
    const uv = (...words: string[]) =>
      execFileSync(join(programs, "uv"), words, { cwd: image, stdio: "pipe" });
    uv("venv", "--quiet", "--python", join(programs, "python"), "venv");
    const requirements = join(project, "requirements.txt");
    uv("pip", "install", "--quiet", "--python", "venv/bin/python", "-r", requirements);
    postgres = await startPostgres();
    env = {
      PATH: `${join(image, "venv/bin")}:${process.env.PATH}`,
      PYTHONPATH: join(image, "src"),
      ENVIRONMENT: /^ +ENVIRONMENT=(\w+)/m.exec(dockerfile)?.[1],
      HOST: "127.0.0.1",
      PORT: String(await freePort()),
      DATABASE_URL: postgres.createDatabase().replace("postgresql:", "postgresql+asyncpg:"),
    };
  });

  afterAll(async () => {
    service?.kill("SIGKILL");
    await postgres?.remove();
  });

  function run([program = "", ...words]: readonly string[]): void {
    execFileSync(program, words, { cwd: image, env, stdio: "pipe" });
  }

  it("does not start with the settings of development unless it is told to", () => {
    const call = () => run(wordsOf(dockerfile, "CMD"));
    expect(call).toThrow(/ALLOWED_HOSTS: must not contain \* in production/);
    if (auth === "jwt") expect(call).toThrow(/JWT_SECRET: must be set to a value of its own/);
  });

  it("migrates, starts, is found healthy, and stops when it is told to", async () => {
    env = {
      ...env,
      ALLOWED_HOSTS: "127.0.0.1",
      JWT_SECRET: "a secret of 32 bytes that nobody knows",
    };
    run(["alembic", "upgrade", "head"]);
    const [program = "", ...words] = wordsOf(dockerfile, "CMD");
    service = spawn(program, words, { cwd: image, env, stdio: "ignore" });
    const isHealthy = () => {
      try {
        run(wordsOf(dockerfile, "HEALTHCHECK"));
        return true;
      } catch {
        return false;
      }
    };
    expect(isHealthy()).toBe(false);
    const end = Date.now() + PATIENCE;
    while (!isHealthy() && Date.now() < end);
    const response = await fetch(`http://127.0.0.1:${env.PORT}/health/ready`);
    expect(response.status).toBe(200);
    const ended = once(service, "exit");
    service.kill("SIGTERM");
    const [code, signal] = await ended;
    expect([0, "SIGTERM"]).toContain(code ?? signal);
  });
});
