import type { ChangeAction, ChangeSet, FileChange } from "../../src/model/change-set.ts";
import type { FileSystem } from "../../src/ports.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";

/** What happens to one file: its texts, null where nothing is. */
export interface Made {
  readonly before: string | null;
  readonly after: string | null;
  readonly mode?: 0o644 | 0o755;
}

function actionOf({ before, after }: Made): ChangeAction {
  if (before === null) return "create";
  return after === null ? "delete" : "update";
}

function fileChange(path: string, made: Made): FileChange {
  return {
    path,
    action: actionOf(made),
    ownership: "managed",
    mode: made.mode ?? 0o644,
    current: made.before,
    generated: made.after,
    result: made.after,
  };
}

/** A change set of files, and of records that are given by their text. */
export function changeSetOf(
  files: Readonly<Record<string, Made>>,
  records: ChangeSet["records"] = [],
): ChangeSet {
  const changes = Object.entries(files).map(([path, made]) => fileChange(path, made));
  return { files: changes, records, addedUses: [], overrides: [] };
}

const files: Readonly<Record<string, Made>> = {
  "README.md": { before: "old readme\n", after: "new readme\n" },
  "bin/start.sh": { before: null, after: "#!/bin/sh\n", mode: 0o755 },
  "scaffold.json": { before: "{}\n", after: '{ "uses": [] }\n' },
  "src/kept/three.py": { before: "three\n", after: null },
  "src/new/deep/y.py": { before: null, after: "y\n" },
  "src/new/x.py": { before: null, after: "x\n" },
  "src/old/deep/two.py": { before: "two\n", after: null },
  "src/old/one.py": { before: "one\n", after: null },
  "src/shop/a.py": { before: "old a\n", after: "new a\n" },
  "src/shop/b.py": { before: null, after: "b\n" },
  "src/shop/private.py": { before: "old private\n", after: "new private\n" },
  "src/shop/run.sh": { before: "#!/bin/sh\nold\n", after: "#!/bin/sh\nnew\n", mode: 0o755 },
};

/** An apply of twelve files: some made, some replaced, some removed, with folders and modes. */
export const twelveFiles = changeSetOf(files, [
  { path: ".scaffold/base/src/new/x.py", text: "x\n" },
  { path: ".scaffold/base/src/old/one.py", text: null },
  { path: ".scaffold/hashes", text: "new hashes\n" },
]);

/** The texts of the project that the apply is for, with what a person has beside them. */
export const projectBefore: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(files).flatMap(([path, { before }]) =>
      before === null ? [] : [[path, before]],
    ),
  ),
  ".scaffold/base/src/old/one.py": "one\n",
  ".scaffold/hashes": "old hashes\n",
  "src/kept/mine.py": "mine\n",
};

/** Modes that a person has given: the apply has to keep them. */
export const modesBefore: Readonly<Record<string, number>> = {
  "src/shop/private.py": 0o600,
  "src/shop/run.sh": 0o755,
  "src/old/one.py": 0o664,
  "src/old/deep": 0o700,
};

/** The project in memory. */
export function projectInMemory(): MemoryFileSystem {
  const fileSystem = createMemoryFileSystem(projectBefore);
  for (const [path, mode] of Object.entries(modesBefore)) fileSystem.changeMode(path, mode);
  return fileSystem;
}

/** What is not committed has no part in what a tree is. */
const UNCOMMITTED = /^\.scaffold\/(?:journal|lock|receipts|staging)(?:\.|\/|$)/;

function below(folder: string, fileSystem: FileSystem): readonly string[] {
  return fileSystem.list(folder).flatMap((name) => {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (UNCOMMITTED.test(path)) return [];
    const inner = fileSystem.kind(path) === "folder" ? below(path, fileSystem) : [];
    return [path, ...inner];
  });
}

/** A tree as lines: every path with its kind, its mode, and its bytes. */
export function picture(fileSystem: FileSystem): string {
  const lines = below("", fileSystem).map((path) => {
    const entry = fileSystem.entry(path);
    const bytes = entry?.kind === "file" ? (fileSystem.readBytes(path) ?? []) : [];
    return `${path} ${entry?.kind} ${entry?.mode.toString(8)} ${Buffer.from(bytes).toString("latin1")}`;
  });
  return lines.join("\n");
}

/** Whether nothing is left of what a run needs while it is under way. */
export function leftovers(fileSystem: FileSystem): readonly string[] {
  return fileSystem
    .list(".scaffold")
    .filter((name) => /^(?:journal|lock|staging)/.test(name))
    .map((name) => `.scaffold/${name}`);
}
