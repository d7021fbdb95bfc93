import { fault } from "../../diagnostics/catalogue.ts";
import { STAGING_FOLDER } from "../../language/project-layout.ts";
import type { ChangeSet, FileChange, Receipt } from "../../model/change-set.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { FileSystem } from "../../ports.ts";

interface Move {
  readonly path: string;
  readonly text: string;
  readonly mode: number;
}

function isWritten({ action }: FileChange): boolean {
  return action === "create" || action === "update" || action === "merge";
}

function movesOf({ files, records }: ChangeSet): readonly Move[] {
  return [
    ...files.filter(isWritten).map(({ path, result, mode }) => ({
      path,
      text: result ?? "",
      mode,
    })),
    ...records.flatMap(({ path, text }) => (text === null ? [] : { path, text, mode: 0o644 })),
  ];
}

function removalsOf({ files, records }: ChangeSet): readonly string[] {
  return [
    ...files.filter(({ action }) => action === "delete").map(({ path }) => path),
    ...records.filter(({ text }) => text === null).map(({ path }) => path),
  ];
}

/** Folders that a removal may have left empty, the deepest first. */
function foldersAbove(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const parts = path.split("/");
    for (let depth = parts.length - 1; depth > 0; depth--) {
      folders.add(parts.slice(0, depth).join("/"));
    }
  }
  return [...folders].sort((a, b) => b.length - a.length);
}

function stagedPath(path: string): string {
  return `${STAGING_FOLDER}/${path}`;
}

function paths(changes: readonly FileChange[], action: FileChange["action"]): readonly string[] {
  return changes.filter((change) => change.action === action).map(({ path }) => path);
}

/** Takes away what was staged and not moved, as far as the file system lets us. */
function removeStaged(moves: readonly Move[], fileSystem: FileSystem): void {
  const staged = moves.map(({ path }) => stagedPath(path));
  try {
    for (const path of staged) fileSystem.removeFile(path);
    for (const folder of foldersAbove(staged)) fileSystem.removeFolder(folder);
  } catch {
    // The first failure is the one to report.
  }
}

/** Writes a change set: every file is staged before the first one is moved into its place. */
export function write(changeSet: ChangeSet, fileSystem: FileSystem): Result<Receipt> {
  const receipt: Receipt = {
    created: paths(changeSet.files, "create"),
    updated: [...paths(changeSet.files, "update"), ...paths(changeSet.files, "merge")],
    deleted: paths(changeSet.files, "delete"),
  };
  const moves = movesOf(changeSet);
  const removals = removalsOf(changeSet);
  try {
    for (const { path, text, mode } of moves) fileSystem.writeText(stagedPath(path), text, mode);
    for (const { path } of moves) fileSystem.rename(stagedPath(path), path);
    for (const path of removals) fileSystem.removeFile(path);
    const emptied = [...moves.map(({ path }) => stagedPath(path)), ...removals];
    for (const folder of foldersAbove(emptied)) fileSystem.removeFolder(folder);
  } catch (error) {
    removeStaged(moves, fileSystem);
    const message = error instanceof Error ? error.message : String(error);
    const diagnostic = fault("write-failed", {
      message: `The project cannot be written: ${message}`,
      help: "Mend what the message names and run the command again; `scaffold plan` shows what is left",
    });
    return { value: { created: [], updated: [], deleted: [] }, diagnostics: [diagnostic] };
  }
  return { value: receipt, diagnostics: [] };
}
