import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../support/free-port.ts";
import { spawnKept } from "../support/kept-process.ts";
import { pythonEnvironment } from "../support/python-environment.ts";
import { call, freshFolder } from "./projects.ts";

export type DatabaseKind = "sqlite" | "postgres";

/** A service that can be started, again and again. */
export interface Contender {
  readonly name: string;
  readonly folder: string;
  /** The words that start it on a port, in its folder. */
  readonly command: (port: string) => readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** A path that answers 200 as soon as it runs. */
  readonly livePath: string;
}

/** A service that runs. */
export interface Running {
  readonly name: string;
  readonly address: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly startUp: number;
  /** Megabytes that it holds now. */
  memory(): number;
  stop(): Promise<void>;
}

const SERVICES = join(import.meta.dirname, "service");
const SECRET = "a secret that only this benchmark uses";
/** What all contenders are told alike; each takes what it knows. */
const SETTINGS = {
  ENVIRONMENT: "production",
  ALLOWED_HOSTS: '["127.0.0.1"]',
  JWT_SECRET: SECRET,
  JWT_ISSUER: "bench",
  JWT_AUDIENCE: "bench",
};

const FIELDS = ["name:string:1..120", "price:decimal:10.2"];
const MORE_FIELDS = ["sku:string:unique", "status:enum:draft,live"];

/** How long a service may take to start, in milliseconds. */
const PATIENCE = 30_000;

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** A token that all contenders believe for a day. */
export function makeToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: "alice", roles: ["user"], iss: "bench", aud: "bench" };
  const head = base64url({ alg: "HS256", typ: "JWT" });
  const signed = `${head}.${base64url({ ...claims, iat: now, exp: now + 86_400 })}`;
  return `${signed}.${createHmac("sha256", SECRET).update(signed).digest("base64url")}`;
}

function python(folder: string, env: NodeJS.ProcessEnv, ...words: readonly string[]): void {
  execFileSync(join(pythonEnvironment(), "python"), words, { cwd: folder, env, stdio: "pipe" });
}

function environment(databaseUrl: string, path: string): NodeJS.ProcessEnv {
  return {
    PATH: `${pythonEnvironment()}:${process.env.PATH}`,
    PYTHONPATH: path,
    DATABASE_URL: databaseUrl,
    ...SETTINGS,
  };
}

/** A service of the folder `service`; those that have tables get them. */
export function byHand(name: "usual" | "best" | "empty", databaseUrl: string): Contender {
  const folder = freshFolder();
  const url = databaseUrl.replace(/^postgresql:/, "postgresql+asyncpg:");
  const env = environment(url, SERVICES);
  if (name !== "empty") python(folder, env, "-m", `${name}.create_tables`);
  const application = ["--factory", `${name}.main:create_app`];
  return {
    name,
    folder,
    command: (port) => ["uvicorn", ...application, "--port", port, "--no-access-log"],
    env,
    livePath: name === "empty" ? "/" : "/health/live",
  };
}

/** The service that `scaffold` makes, with its tables, started as its README says. */
export function generated(kind: DatabaseKind, databaseUrl: string): Contender {
  const parent = freshFolder();
  const folder = join(parent, "bench");
  call(parent, "new", "bench", "--database", kind);
  call(folder, "endpoint", "--type", "crud", "product", ...FIELDS, ...MORE_FIELDS);
  const env = environment(databaseUrl, "src");
  python(folder, env, "-m", "alembic", "upgrade", "head");
  return {
    name: "generated",
    folder,
    command: (port) => ["env", `PORT=${port}`, "python", "-m", "bench"],
    env,
    livePath: "/health/live",
  };
}

/** Starts a service with one worker, and waits for its first answer. */
export async function start(contender: Contender): Promise<Running> {
  const { name, folder, command, env, livePath } = contender;
  const port = String(await freePort());
  const address = `http://127.0.0.1:${port}`;
  const log = join(folder, "log");
  // Its log goes to a file: nobody reads it unless it fails, and reading would take time.
  const words = ["sh", "-c", 'exec "$@" >"$0" 2>&1', log, ...command(port)];
  const begin = performance.now();
  const service = spawnKept(words, { cwd: folder, env });
  const isLive = () =>
    fetch(`${address}${livePath}`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isLive())) {
    if (service.exitCode !== null || performance.now() - begin > PATIENCE) {
      service.kill("SIGKILL");
      throw new Error(`${name} does not start\n${readFileSync(log, "utf8")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return {
    name,
    address,
    startUp: performance.now() - begin,
    memory: () =>
      Number(execFileSync("ps", ["-o", "rss=", "-p", String(service.pid)], { encoding: "utf8" })) /
      1024,
    async stop() {
      service.kill("SIGTERM");
      await once(service, "exit");
    },
  };
}
