import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { hostOf } from "../support/node-host.ts";
import {
  buildProject,
  type Call,
  emptyFolder,
  readTree,
  scaffold,
  scaffoldOk,
} from "../support/scaffold.ts";

const PROGRAM = resolve("bin/scaffold.js");
const SIGNAL_AT = resolve("tests/support/signal-at.js");
const ENDPOINT = ["endpoint", "--type", "crud", "product", "name:string:1..120"];

let original = "";

beforeAll(() => {
  original = buildProject([["new", "shop"]]);
});

function project(): string {
  const root = join(emptyFolder(), "shop");
  execFileSync("cp", ["-a", original, root]);
  return root;
}

/** Runs a call that gets a signal before one of its calls of the system: `SIGKILL linkSync 10`. */
function signalled(root: string, words: readonly string[], at: string): Call {
  const env = { SIGNAL_AT: at, NODE_OPTIONS: `--import=file://${SIGNAL_AT}` };
  return scaffold(root, words, { env });
}

/** The first link and the first two removals are the lock's. */
const IN_THE_SWAP = "linkSync 20";
const AFTER_THE_COMMIT = "unlinkSync 3";

describe("a run that is killed", () => {
  it("is taken back by the next command, which says so on stderr", () => {
    const root = project();
    const before = readTree(root);
    expect(signalled(root, ENDPOINT, `SIGKILL ${IN_THE_SWAP}`).exitCode).toBeNull();
    expect(readTree(root)).not.toEqual(before);
    const next = scaffoldOk(root, ["plan"]);
    expect(next.stderr).toMatch(/`scaffold endpoint .*` of .* was stopped in the middle/);
    expect(next.stdout).toContain("Nothing to do");
    expect(readTree(root)).toEqual(before);
  });

  it("is no matter for programs that read the answer", () => {
    const root = project();
    signalled(root, ENDPOINT, `SIGKILL ${IN_THE_SWAP}`);
    const { stdout } = scaffoldOk(root, ["graph", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  it("as it made a project leaves room for the next try", () => {
    const folder = emptyFolder();
    signalled(folder, ["new", "shop"], `SIGKILL ${IN_THE_SWAP}`);
    scaffoldOk(folder, ["new", "shop"]);
    expect(scaffoldOk(join(folder, "shop"), ["plan"]).stdout).toContain("Nothing to do");
  });

  it("before it began to swap leaves room for the next try, too", () => {
    const folder = emptyFolder();
    signalled(folder, ["new", "shop"], "SIGKILL linkSync 1");
    scaffoldOk(folder, ["new", "shop"]);
    expect(readTree(join(folder, "shop"))).toEqual(readTree(original));
  });
});

describe.each([
  ["SIGINT", 130, "Ctrl-C"],
  ["SIGTERM", 143, "SIGTERM"],
])("%s", (signal, exitCode, name) => {
  it("in the middle of a run ends it with the tree as before", () => {
    const root = project();
    const before = readTree(root);
    const call = signalled(root, ENDPOINT, `${signal} ${IN_THE_SWAP}`);
    expect(call).toMatchObject({ exitCode, stdout: "" });
    expect(call.stderr).toContain(`Stopped by ${name}: the project is as it was before`);
    expect(readTree(root)).toEqual(before);
  });

  it("after the commit ends it with everything written, and says so", () => {
    const root = project();
    const call = signalled(root, ENDPOINT, `${signal} ${AFTER_THE_COMMIT}`);
    expect(call.exitCode).toBe(exitCode);
    expect(call.stderr).toContain(`${name} came when everything was written: it stands`);
    expect(call.stdout).toContain("created");
    expect(scaffoldOk(root, ["plan"]).stdout).toContain("Nothing to do");
  });

  it("while an earlier run is taken back lets no command go on", () => {
    const root = project();
    const before = readTree(root);
    signalled(root, ENDPOINT, `SIGKILL ${IN_THE_SWAP}`);
    const call = signalled(root, ENDPOINT, `${signal} unlinkSync 3`);
    expect(call).toMatchObject({ exitCode, stdout: "" });
    expect(call.stderr).toContain(`Stopped by ${name}: what an earlier run left is settled`);
    expect(readTree(root)).toEqual(before);
  });

  it("as a project is made leaves nothing", () => {
    const folder = emptyFolder();
    expect(signalled(folder, ["new", "shop"], `${signal} ${IN_THE_SWAP}`).exitCode).toBe(exitCode);
    expect(existsSync(join(folder, "shop"))).toBe(false);
  });

  it("while it waits for another run ends the waiting", async () => {
    const root = project();
    holdLock(root, hostOf("scaffold apply").holder());
    const child = spawn(process.execPath, [PROGRAM, ...ENDPOINT], { cwd: root });
    const ended = new Promise((done) => child.on("close", done));
    for await (const text of child.stderr) {
      if (String(text).includes("Waiting for")) break;
    }
    child.kill(signal as NodeJS.Signals);
    expect(await ended).toBe(exitCode);
  });
});

function holdLock(root: string, holder: object): void {
  writeFileSync(join(root, ".scaffold/lock"), `${JSON.stringify(holder)}\n`);
}

describe("the lock", () => {
  it("of a process that runs is waited for, and then named", () => {
    const root = project();
    const before = readTree(root);
    holdLock(root, hostOf("scaffold apply").holder());
    const call = scaffold(root, ENDPOINT);
    expect(call.exitCode).toBe(2);
    expect(call.stderr).toMatch(new RegExp(`\`scaffold apply\` \\(process ${process.pid} on`));
    expect(readTree(root)).toEqual(before);
  });

  it("of a process that has ended is taken over", () => {
    const root = project();
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    holdLock(root, { ...hostOf("scaffold apply").holder(), pid, started: null });
    scaffoldOk(root, ENDPOINT);
    expect(existsSync(join(root, ".scaffold/lock"))).toBe(false);
  });

  it.runIf(existsSync("/proc/self/stat"))(
    "of a process whose number another one has now is taken over",
    () => {
      const root = project();
      holdLock(root, { ...hostOf("scaffold apply").holder(), started: "before" });
      scaffoldOk(root, ENDPOINT);
    },
  );

  it("lets runs at once write one after the other, each from what the one before it wrote", async () => {
    const root = project();
    const start = (resource: string) => {
      const words = ["endpoint", "--type", "crud", resource];
      const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: root, stdio: "ignore" });
      return new Promise<number | null>((done) => child.on("close", done));
    };
    const resources = ["product", "review", "tag"];
    expect(await Promise.all(resources.map(start))).toEqual([0, 0, 0]);
    const manifest = readFileSync(join(root, "scaffold.json"), "utf8");
    for (const resource of resources) expect(manifest).toContain(`"${resource}"`);
    expect(scaffoldOk(root, ["plan"]).stdout).toContain("Nothing to do");
  });
});

describe("a run that changes nothing", () => {
  it.each([[["apply"]], [ENDPOINT], [["undo"]], [["plan"]]])("writes nothing: %j", (words) => {
    const root = project();
    if (words === ENDPOINT) scaffoldOk(root, ENDPOINT);
    const touched = () => statSync(join(root, ".scaffold")).mtimeMs;
    const before = touched();
    expect(scaffoldOk(root, words).stdout).toMatch(/^Nothing to /);
    expect(touched()).toBe(before);
  });
});

describe("what must not be written", () => {
  const shared = "src/shop/routes/__init__.py";

  it.each([
    ["a file", shared],
    ["a folder", "src/shop/routes"],
  ])("as %s that is read-only is a fault, and the tree is as before", (_, path) => {
    const root = project();
    const before = readTree(root);
    const { mode } = statSync(join(root, path));
    chmodSync(join(root, path), mode & 0o555);
    const call = scaffold(root, ENDPOINT);
    expect(call.exitCode).toBe(2);
    expect(call.stderr).toMatch(/read-only; `chmod u\+w` lets it be written/);
    expect(readTree(root)).toEqual(before);
    chmodSync(join(root, path), mode);
  });

  it("as a link is followed inside the project", () => {
    const root = project();
    mkdirSync(join(root, "elsewhere"));
    renameSync(join(root, shared), join(root, "elsewhere/routes.py"));
    symlinkSync("../../../elsewhere/routes.py", join(root, shared));
    scaffoldOk(root, ENDPOINT);
    expect(lstatSync(join(root, shared)).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(root, "elsewhere/routes.py"), "utf8")).toContain("product");
  });
});

/** Runs a shell where a small disk can be mounted without rights over the machine. */
function onSmallDisk(size: string, script: string) {
  const disk = emptyFolder();
  const mounted = `mount -t tmpfs -o size=${size} none ${disk} && cd ${disk} && ${script}`;
  return spawnSync("unshare", ["--user", "--map-root-user", "--mount", "sh", "-c", mounted], {
    encoding: "utf8",
    env: { ...process.env, SCAFFOLD: PROGRAM },
  });
}

const canMount = onSmallDisk("1m", "true").status === 0;

describe.runIf(canMount)("a disk", () => {
  it("that becomes full leaves the tree as it was", () => {
    const { stdout } = onSmallDisk(
      "6m",
      `cp -a ${original} shop && cd shop && find . -type f | sort | xargs sha256sum > ../sums
       dd if=/dev/zero of=../fill bs=1k >/dev/null 2>&1; truncate -s -64k ../fill
       node $SCAFFOLD ${ENDPOINT.join(" ")} 2>&1; echo exit $?
       sha256sum --quiet -c ../sums && find . -type f | wc -l; wc -l < ../sums`,
    );
    expect(stdout).toContain("no space is left on the disk");
    const [exit, files, sums] = stdout.trim().split("\n").slice(-3);
    expect([exit, files]).toEqual(["exit 2", sums]);
  });

  it("that cannot be written lets no command go on from a run that was killed", () => {
    const { stdout } = onSmallDisk(
      "8m",
      `cp -a ${original} shop && cd shop
       SIGNAL_AT='SIGKILL ${IN_THE_SWAP}' node --import=file://${SIGNAL_AT} $SCAFFOLD ${ENDPOINT.join(" ")}
       mount -o remount,ro $(dirname $PWD)
       node $SCAFFOLD plan 2>&1; echo exit $?`,
    );
    expect(stdout).toContain("error[unsettled]");
    expect(stdout).toContain("the disk is read-only");
    expect(stdout.trim().split("\n").at(-1)).toBe("exit 2");
  });
});

describe("undo", () => {
  it("shows what it will do, asks where it deletes, and then does it", () => {
    const root = project();
    const before = readTree(root);
    scaffoldOk(root, ENDPOINT);
    expect(scaffoldOk(root, ["undo", "--dry-run"]).stdout).toContain("Nothing was written.");
    expect(scaffold(root, ["undo"])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("confirmation-needed"),
    });
    const done = scaffoldOk(root, ["undo", "--yes"]);
    expect(done.stdout).toMatch(/Took back `scaffold endpoint/);
    expect(done.stderr).toContain("downgrade-first");
    expect(readTree(root)).toEqual(before);
  });

  it("leaves what was edited, and ends with 1", () => {
    const root = project();
    scaffoldOk(root, ENDPOINT);
    const edited = "src/shop/services/product_service.py";
    writeFileSync(join(root, edited), "# mine\n");
    const call = scaffold(root, ["undo", "--yes"]);
    expect(call.exitCode).toBe(1);
    expect(call.stderr).toContain("edited-since");
    expect(call.stdout).toMatch(/kept +src\/shop\/services\/product_service\.py +\(edited since\)/);
    expect(readTree(root)[edited]).toBe("# mine\n");
  });

  it("lists what can be taken back", () => {
    const root = project();
    scaffoldOk(root, ENDPOINT);
    expect(scaffoldOk(root, ["undo", "--list"]).stdout).toMatch(/^0001-\S+ {2}scaffold endpoint/);
    expect(scaffoldOk(original, ["undo", "--list"]).stdout).toBe("Nothing can be taken back.\n");
  });
});

it("--no-fsync writes the same", () => {
  const [root, other] = [project(), project()];
  scaffoldOk(root, ENDPOINT);
  scaffoldOk(other, [...ENDPOINT, "--no-fsync"]);
  expect(readTree(other)).toEqual(readTree(root));
});
