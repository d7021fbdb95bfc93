import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "vitest";
import { apply, preview } from "../../src/engine.ts";
import type { ManifestChange } from "../../src/model/manifest.ts";
import type { PreviewRequest } from "../../src/model/project.ts";
import type { Ports } from "../../src/ports.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { filesBelow } from "./case-files.ts";
import { describePreview } from "./describe-preview.ts";
import { portsFactory } from "./engine-ports.ts";

/*
 * Each folder of `cases/` is a test, a new one needs no code:
 *
 *   project/      the project as it is on disk; `NAME.deleted` takes NAME away
 *   before/       optional: a project that was generated before `project/` was laid over it
 *   before.json   optional: changes of its manifest that follow, each applied in a run of its own
 *   library/      optional: blueprints and templates of the engine's own
 *   changes.json  optional: changes of the manifest, in order
 *   request.json  optional: what to do with conflicts, and what was moved
 *   expected.txt  what a preview says; `UPDATE=1 npx vitest run tests/engine/cases.test.ts` writes it
 *   drift.txt     optional: who changed what, of a case without changes
 */
const folder = join(import.meta.dirname, "cases");

/** The names of all cases. */
export const cases = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

const GONE = ".deleted";

/** Takes a file away, and the folders that it leaves empty, as git does. */
function removeFile(path: string, fileSystem: MemoryFileSystem): void {
  fileSystem.removeFile(path);
  let folder = dirname(path);
  while (folder !== "." && fileSystem.removeFolder(folder)) folder = dirname(folder);
}

function layOver(fileSystem: MemoryFileSystem, files: Readonly<Record<string, string>>): void {
  for (const path of Object.keys(files).filter((name) => name.endsWith(GONE))) {
    removeFile(path.slice(0, -GONE.length), fileSystem);
  }
  for (const [path, text] of Object.entries(files)) {
    if (!path.endsWith(GONE)) fileSystem.writeText(path, text, 0o644);
  }
}

async function generate(ports: Ports, changes: readonly ManifestChange[] = []) {
  const result = await preview({ changes }, ports);
  if (!result.value || result.diagnostics.length > 0) {
    throw new Error(`\`before\` has faults:\n${describePreview(result, ports)}`);
  }
  const { changeSet, compiled } = result.value;
  expect((await apply(changeSet, ports, { compiled })).diagnostics).toEqual([]);
}

function changesIn(file: string): readonly ManifestChange[] {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

/** A file of a case. */
export function caseFile(name: string, file: string): string {
  return join(folder, name, file);
}

/** The project of a case, and what is asked of it. */
export async function openCase(name: string) {
  const at = join(folder, name);
  const portsFor = portsFactory(filesBelow(join(at, "library")));
  const before = filesBelow(join(at, "before"));
  const fileSystem = createMemoryFileSystem(before);
  if (Object.keys(before).length > 0) await generate(portsFor(fileSystem));
  for (const change of changesIn(join(at, "before.json"))) {
    await generate(portsFor(fileSystem), [change]);
  }
  layOver(fileSystem, filesBelow(join(at, "project")));
  const changes = changesIn(join(at, "changes.json"));
  const requestFile = join(at, "request.json");
  const more = existsSync(requestFile) ? JSON.parse(readFileSync(requestFile, "utf8")) : {};
  const request: PreviewRequest = { changes, ...more };
  return { ports: () => portsFor(fileSystem), request };
}
