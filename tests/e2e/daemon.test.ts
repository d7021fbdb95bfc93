import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  buildProject,
  type Call,
  copyProject,
  emptyFolder,
  readTree,
  scaffold,
  scaffoldOk,
} from "../support/scaffold.ts";

const PROGRAM = resolve("bin/scaffold.js");
const SIGNAL_AT = resolve("tests/support/signal-at.js");
const ENDPOINT = ["endpoint", "--type", "crud", "product", "name:string:1..120"];

let original = "";
let caches = "";
let env: NodeJS.ProcessEnv = {};

beforeAll(() => {
  original = buildProject([["new", "shop"]]);
});

beforeEach(() => {
  caches = emptyFolder();
  env = { XDG_CACHE_HOME: caches };
});

afterEach(() => {
  scaffold(caches, ["daemon", "stop"], { env });
});

function start(...options: readonly string[]): void {
  scaffoldOk(caches, ["daemon", "start", ...options], { env });
}

interface Running {
  readonly pid: number;
  readonly calls: number;
}

function running(): Running | null {
  const { stdout } = scaffoldOk(caches, ["daemon", "status", "--json"], { env });
  return JSON.parse(stdout).result.running;
}

function socketPath(): string {
  const folder = join(caches, "scaffold");
  const name = readdirSync(folder).find((one) => one.endsWith(".sock"));
  return join(folder, name ?? "none.sock");
}

/** A call that the daemon may answer. */
function ask(folder: string, ...words: readonly string[]): Call {
  return scaffold(folder, words, { env });
}

/** The same by a process of its own. */
function callAlone(folder: string, ...words: readonly string[]): Call {
  return scaffold(folder, words, { env: { XDG_CACHE_HOME: join(caches, "alone") } });
}

/** A call without what is another one each time. */
function neutral({ exitCode, stdout, stderr }: Call, folder: string): Call {
  const without = (output: string) =>
    output
      .replaceAll(folder, "FOLDER")
      .replaceAll("Compiling ...\n", "")
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "TIME");
  return { exitCode, stdout: without(stdout), stderr: without(stderr) };
}

/** A call that goes on while something is done to it or to the daemon. */
function askMeanwhile(folder: string, words: readonly string[]) {
  const child = spawn(process.execPath, [PROGRAM, ...words], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcessByStdio<null, Readable, Readable>) {
  const [stdout, stderr, [exitCode, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<[number | null, string | null]>((done) => {
      child.on("exit", (...how) => done(how));
    }),
  ]);
  return { stdout, stderr, exitCode, signal };
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error("it does not come to that");
    await pause(20);
  }
}

function isStopped(pid: number): boolean {
  return /\) T /.test(execFileSync("cat", [`/proc/${pid}/stat`], { encoding: "utf8" }));
}

/** How many daemons there are for the caches of this test. */
function daemonsHere(): number {
  const isHere = (pid: string) => {
    const file = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8");
    try {
      return file("cmdline").includes("\0run\0") && file("environ").includes(`=${caches}\0`);
    } catch {
      // It is another user's, or has ended.
      return false;
    }
  };
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name) && isHere(name)).length;
}

/** Starts a daemon that gets a signal before one of its calls of the system: `SIGKILL linkSync 10`. */
async function startSignalled(at: string): Promise<void> {
  env = { ...env, NODE_OPTIONS: `--import=file://${SIGNAL_AT}` };
  spawn(process.execPath, [PROGRAM, "daemon", "run"], {
    env: { ...process.env, ...env, SIGNAL_AT: at },
    stdio: "ignore",
  });
  await until(() => running() !== null);
}

/** An endpoint that a daemon is adding, and that stands still before one of its calls of the system. */
async function askUntilStopped(at: string) {
  await startSignalled(at);
  const pid = running()?.pid ?? 0;
  const root = copyProject(original);
  const before = readTree(root);
  const asked = askMeanwhile(root, ENDPOINT);
  await until(() => isStopped(pid));
  return { pid, root, before, ...asked };
}

/** The first link is the lock's. */
const IN_THE_SWAP = "linkSync 20";

describe("a daemon", () => {
  const CALLS = [
    ENDPOINT,
    ["endpoint", "--type", "crud", "review", "title:string", "product:ref:product"],
    ["endpoint", "--type", "crud", "no good"],
    ["status"],
    ["check", "--strict", "--json"],
    ["plan", "--json"],
    ["graph"],
    ["where", "README.md"],
    ["validate", "nothing.json"],
    ["blueprint", "show", "endpoint-crud"],
    ["undo", "--yes"],
    ["remove", "product"],
    ["remove", "product", "--yes"],
    ["apply", "--dry-run"],
    ["--version"],
    ["endpoint", "--help"],
    ["help", "apply"],
    ["nonsense"],
    ["status", "-C", "nowhere"],
  ];

  it("answers as a process of its own does", () => {
    start();
    const [asked, alone] = [copyProject(original), copyProject(original)];
    for (const words of CALLS) {
      const call = words.join(" ");
      expect(neutral(ask(asked, ...words), asked), call).toEqual(
        neutral(callAlone(alone, ...words), alone),
      );
    }
    // In a slow moment of the machine one may be done by its own process.
    expect(running()?.calls).toBeGreaterThan(CALLS.length / 2);
    expect(readTree(asked)).toEqual(readTree(alone));
  });

  it("works where the caller stands, with their permissions and their colours", () => {
    start();
    const parent = emptyFolder();
    const line = 'umask 027; exec "$0" "$@"';
    execFileSync("sh", ["-c", line, process.execPath, PROGRAM, "new", "shop"], {
      cwd: parent,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    expect(statSync(join(parent, "shop/README.md")).mode & 0o777).toBe(0o640);
    const colors = { ...env, FORCE_COLOR: "1" };
    expect(scaffold(parent, ["nonsense"], { env: colors }).stderr).toContain("\u001b[");
    expect(ask(parent, "nonsense").stderr).not.toContain("\u001b[");
    expect(running()?.calls).toBe(3);
  });

  it("is one, however often it is started, and ends when it is told to", () => {
    start("--dry-run");
    expect(running()).toBeNull();
    start();
    const first = running();
    start();
    scaffoldOk(caches, ["daemon", "stop", "--dry-run"], { env });
    expect(running()).toEqual(first);
    expect(scaffoldOk(caches, ["daemon", "stop"], { env }).stdout).toBe("The daemon has ended.\n");
    expect(running()).toBeNull();
    expect(existsSync(socketPath())).toBe(false);
  });

  it("ends when nobody has called for a while", async () => {
    start("--idle", "0.03");
    await until(() => running() === null);
    expect(existsSync(socketPath())).toBe(false);
  });

  it("is one, whoever starts it at the same time", async () => {
    const starts = [1, 2, 3].map(() => askMeanwhile(caches, ["daemon", "start"]).ended);
    for (const { exitCode } of await Promise.all(starts)) expect(exitCode).toBe(0);
    await until(() => daemonsHere() === 1);
    await pause(3_000);
    expect(daemonsHere()).toBe(1);
    expect(running()).not.toBeNull();
  });

  it("is not replaced while it does not answer, and takes nobody's place away at its end", async () => {
    start();
    const pid = running()?.pid ?? 0;
    process.kill(pid, "SIGSTOP");
    for (const word of ["start", "status", "stop", "run"]) {
      const { exitCode, stderr } = scaffold(caches, ["daemon", word], { env });
      expect(exitCode).toBe(2);
      expect(stderr).toContain("A daemon runs, but does not answer now");
    }
    rmSync(socketPath());
    start();
    process.kill(pid, "SIGCONT");
    await until(() => daemonsHere() === 1);
    expect(running()).not.toBeNull();
  });

  it("ends where nobody can ask it any more", async () => {
    start();
    rmSync(join(caches, "scaffold"), { recursive: true });
    await until(() => daemonsHere() === 0);
  });

  it.each([
    ["no object", "null"],
    ["no JSON", "{"],
    ["no call", '{"kind":"call"}'],
    ["half a call", '{"kind":"call","call":{"words":["status"],"environment":{}}}'],
    ["a signal that it does not take", '{"kind":"signal","signal":"SIGKILL"}'],
  ])("hangs up, and goes on, where it is told %s", async (_, message) => {
    start();
    const socket = connect(socketPath());
    socket.setEncoding("utf8").write(`${message}\n`);
    expect(await text(socket)).toMatch(/^\{"kind":"hello".*\n$/);
    expect(running()?.calls).toBe(0);
  });

  it("is started anew where one was killed, and missed by nobody until then", () => {
    start();
    process.kill(running()?.pid ?? 0, "SIGKILL");
    expect(running()).toBeNull();
    expect(ask(copyProject(original), "status").exitCode).toBe(0);
    start();
    expect(running()).not.toBeNull();
  });
});

describe("a call that a daemon does not answer is carried out by its own process:", () => {
  function expectUnasked(call: Call): void {
    expect(call.exitCode).toBe(0);
    expect(running()?.calls).toBe(0);
  }

  it("one that has to ask something", () => {
    const root = copyProject(original);
    callAlone(root, ...ENDPOINT);
    start();
    const terminal = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    const words = ["-c", terminal, process.execPath, PROGRAM, "remove", "product"];
    const { stdout, status } = spawnSync("python3", words, {
      cwd: root,
      env: { ...process.env, ...env },
      input: "y\n",
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout.match(/Delete \d+ files\?/g)).not.toBeNull();
    expect(readTree(root)).toEqual(readTree(original));
  });

  it("one that names what only its process has", () => {
    start();
    const root = copyProject(original);
    const blueprint = JSON.stringify({ metadata: { name: "x" } });
    writeFileSync(join(root, "x.json"), blueprint);
    const line = `exec "$0" "$@" < x.json`;
    const words = [process.execPath, PROGRAM, "validate", "/dev/stdin"];
    const options = { cwd: root, env: { ...process.env, ...env }, encoding: "utf8" } as const;
    const { stderr } = spawnSync("sh", ["-c", line, ...words], options);
    expect(stderr).toContain("version");
    expect(running()?.calls).toBe(0);
  });

  it("one that reads a pipe, which may never end", () => {
    start();
    const root = copyProject(original);
    execFileSync("mkfifo", [join(root, "pipe.json")]);
    const words = ["1", process.execPath, PROGRAM, "validate", "pipe.json"];
    const { status } = spawnSync("timeout", words, { cwd: root, env: { ...process.env, ...env } });
    expect(status).toBe(124);
    expect(running()?.calls).toBe(0);
  });

  it("one whose Node.js was told something else", () => {
    start();
    const call = scaffold(copyProject(original), ["status"], {
      env: { ...env, NODE_OPTIONS: "--max-old-space-size=1000" },
    });
    expectUnasked(call);
  });

  it.runIf(process.getuid?.() === 0)("one by whom files get another group", () => {
    start();
    const parent = emptyFolder();
    const words = ["--regid", "1000", "--clear-groups", process.execPath, PROGRAM, "new", "shop"];
    execFileSync("setpriv", words, {
      cwd: parent,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
    expect(statSync(join(parent, "shop/README.md")).gid).toBe(1000);
    expect(running()?.calls).toBe(0);
  });

  it("one in a folder that is another one for the daemon", async () => {
    start();
    const folder = copyProject(original);
    const socket = connect(socketPath());
    const { NODE_OPTIONS = "" } = process.env;
    const call = {
      words: ["status"],
      folder,
      folderIdentity: "1:1",
      likeness: JSON.stringify([[], NODE_OPTIONS, process.getegid?.(), process.getgroups?.()]),
      environment: env,
      umask: 0o22,
      columns: 80,
      hasTerminal: false,
      canAsk: false,
    };
    socket.write(`${JSON.stringify({ kind: "call", call })}\n`);
    socket.setEncoding("utf8");
    let answers = "";
    for await (const piece of socket) {
      answers += piece;
      if (answers.includes("declined")) break;
    }
    expect(answers).toMatch(/^\{"kind":"hello".*\n\{"kind":"declined"\}\n$/);
  });

  it("any, where others can write to the folder of the socket", () => {
    start();
    chmodSync(join(caches, "scaffold"), 0o777);
    const call = ask(copyProject(original), "status");
    chmodSync(join(caches, "scaffold"), 0o700);
    expectUnasked(call);
  });

  it("any, while it is busy or does not answer", () => {
    start();
    const pid = running()?.pid ?? 0;
    process.kill(pid, "SIGSTOP");
    const call = ask(copyProject(original), "status");
    process.kill(pid, "SIGCONT");
    expectUnasked(call);
  });

  it("any, where no daemon can be", () => {
    mkdirSync(join(caches, "scaffold"));
    chmodSync(join(caches, "scaffold"), 0o777);
    const { exitCode, stderr } = scaffold(caches, ["daemon", "start"], { env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("error[daemon-unavailable]");
    expect(ask(copyProject(original), "status").exitCode).toBe(0);
  });
});

describe("a call that a daemon carries out", () => {
  it("is stopped with the tree as before by a signal to the caller", async () => {
    const { pid, root, before, child, ended } = await askUntilStopped(`SIGSTOP ${IN_THE_SWAP}`);
    expect(readTree(root)).not.toEqual(before);
    child.kill("SIGINT");
    await pause(200);
    process.kill(pid, "SIGCONT");
    const { exitCode, stderr } = await ended;
    expect(exitCode).toBe(130);
    expect(stderr).toContain("Stopped by Ctrl-C: the project is as it was before");
    expect(readTree(root)).toEqual(before);
  });

  it("is taken back where the caller is killed", async () => {
    const { pid, root, before, child, ended } = await askUntilStopped(`SIGSTOP ${IN_THE_SWAP}`);
    child.kill("SIGKILL");
    await ended;
    process.kill(pid, "SIGCONT");
    await until(() => running()?.calls === 1 && ask(root, "--version").exitCode === 0);
    await until(() => (running()?.calls ?? 0) > 1);
    expect(readTree(root)).toEqual(before);
  });

  it("is stopped before it writes by a signal that comes while it compiles", async () => {
    const { pid, root, before, child, ended } = await askUntilStopped("SIGSTOP readdirSync 1");
    child.kill("SIGTERM");
    await pause(200);
    process.kill(pid, "SIGCONT");
    expect(await ended).toMatchObject({ signal: "SIGTERM", stdout: "", stderr: "" });
    scaffoldOk(caches, ["daemon", "stop"], { env });
    await until(() => running() === null);
    expect(readTree(root)).toEqual(before);
  });

  it("ends with its caller at a second signal, where the daemon does not hear the first", async () => {
    const { pid, root, before, child, ended } = await askUntilStopped(`SIGSTOP ${IN_THE_SWAP}`);
    child.kill("SIGINT");
    await pause(1_200);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ signal: "SIGINT" });
    process.kill(pid, "SIGCONT");
    scaffoldOk(caches, ["daemon", "stop"], { env });
    await until(() => running() === null);
    expect(readTree(root)).toEqual(before);
  });

  it.each([
    ["new", "other"],
    [...ENDPOINT, "--out", "saved.json"],
  ])("writes nothing any more where its caller was stopped: %s", async (...words) => {
    await startSignalled("SIGSTOP readdirSync 1");
    const pid = running()?.pid ?? 0;
    const root = copyProject(original);
    const before = readdirSync(root);
    const { child, ended } = askMeanwhile(root, words);
    await until(() => isStopped(pid));
    child.kill("SIGINT");
    await pause(200);
    process.kill(pid, "SIGCONT");
    expect(await ended).toMatchObject({ signal: "SIGINT", stdout: "" });
    await until(() => running() !== null);
    scaffoldOk(caches, ["daemon", "stop"], { env });
    expect(readdirSync(root)).toEqual(before);
  });

  it("is stopped with the tree as before by a signal to the daemon, which ends", async () => {
    await startSignalled(`SIGTERM ${IN_THE_SWAP}`);
    const root = copyProject(original);
    const before = readTree(root);
    const { exitCode, stderr } = ask(root, ...ENDPOINT);
    expect(exitCode).toBe(143);
    expect(stderr).toContain("Stopped by SIGTERM: the project is as it was before");
    expect(readTree(root)).toEqual(before);
    expect(running()).toBeNull();
  });

  it("is told of as lost where the daemon is killed, and the next one takes it back", async () => {
    await startSignalled(`SIGKILL ${IN_THE_SWAP}`);
    const root = copyProject(original);
    const before = readTree(root);
    const lost = ask(root, ...ENDPOINT, "--json");
    expect(lost.exitCode).toBe(2);
    expect(JSON.parse(lost.stdout).diagnostics).toMatchObject([{ code: "daemon-ended" }]);
    expect(readTree(root)).not.toEqual(before);
    expect(callAlone(root, "plan").stderr).toContain("was stopped in the middle");
    expect(readTree(root)).toEqual(before);
  });
});
