import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { hostOf } from "../../support/node-host.ts";

const host = hostOf("scaffold apply");
const self = host.holder();

function endedProcess(): number {
  return spawnSync(process.execPath, ["-e", "0"]).pid;
}

describe("the process that took a lock", () => {
  it("is running while it is", () => {
    expect(host.isRunning(self)).toBe(true);
  });

  it("has ended where no process has its number", () => {
    expect(host.isRunning({ ...self, pid: endedProcess() })).toBe(false);
  });

  it.runIf(existsSync("/proc/self/stat"))("has ended where another one has its number now", () => {
    expect(host.isRunning({ ...self, started: "before" })).toBe(false);
  });

  it("of another user is running", () => {
    expect(host.isRunning({ ...self, pid: 1, started: null })).toBe(true);
  });

  it.each([
    ["on another machine", { host: "elsewhere" }],
    ["in another container", { namespace: "pid:[1]" }],
  ])("%s may be running: its number says nothing here", (_, other) => {
    expect(host.isRunning({ ...self, pid: endedProcess(), started: "before", ...other })).toBe(
      true,
    );
  });
});

const INSIDE = ["--user", "--map-root-user", "--pid", "--fork"];
const canUnshare = spawnSync("unshare", [...INSIDE, "true"]).status === 0;

describe.runIf(canUnshare)("a namespace of process numbers", () => {
  const program = `
    import { hostOf } from "./tests/support/node-host.ts";
    const host = hostOf("scaffold apply");
    process.stdout.write(JSON.stringify([host.holder(), host.isRunning(host.holder())]));`;

  it.each([
    ["with a /proc of its own", ["--mount-proc"]],
    ["with the /proc of another one", []],
  ])("%s is told apart, and its own processes are known", (_, options) => {
    const words = ["--import", "tsx", "--input-type", "module", "-e", program];
    const { stdout } = spawnSync("unshare", [...INSIDE, ...options, process.execPath, ...words], {
      encoding: "utf8",
    });
    const [holder, isRunning] = JSON.parse(stdout);
    expect(isRunning).toBe(true);
    expect(holder.namespace).not.toBe(self.namespace);
  });
});
