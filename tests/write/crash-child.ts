/*
 * A process that is killed: `node crash-child.js ROOT apply|undo|recover AT` runs on the real file
 * system and kills itself before call number AT of those that change the disk; with 0 it prints them.
 */
import { createNodeFileSystem } from "../../src/adapters/node-file-system.ts";
import { recover, transactionOf, write } from "../../src/pipeline/write/index.ts";
import type { FileSystem } from "../../src/ports.ts";
import { changesDisk, intercept } from "../support/intercept.ts";
import { hostOf } from "../support/node-host.ts";
import { twelveFiles } from "./twelve-files.ts";

const [root = "", action = "", at = "0"] = process.argv.slice(2);
const host = hostOf(`scaffold ${action}`);

async function run(fileSystem: FileSystem): Promise<readonly unknown[]> {
  const ports = { fileSystem, host };
  if (action === "recover") return (await recover(ports)).diagnostics;
  if (action === "apply") return (await write(transactionOf(twelveFiles), ports)).diagnostics;
  const { previewUndo } = await import("../../src/engine/undo.ts");
  const { value, diagnostics } = await previewUndo(fileSystem);
  return value ? (await write(value.transaction, ports)).diagnostics : diagnostics;
}

const calls: string[] = [];
// What a killed process has written the system keeps: only a crash of the machine needs the disk.
const watched = intercept(createNodeFileSystem(root, { syncs: false }), (call) => {
  // A kill before a call that only looks leaves the same disk as one before the next that writes.
  if (!changesDisk(call)) return;
  if (calls.push(`${call.name} ${call.path}`) === Number(at)) process.kill(process.pid, "SIGKILL");
});
const diagnostics = await run(watched);
process.stdout.write(calls.map((call) => `${call}\n`).join(""));
process.exitCode = diagnostics.length === 0 ? 0 : 1;
