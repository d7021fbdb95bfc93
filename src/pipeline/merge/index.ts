import { fault } from "../../diagnostics/catalogue.ts";
import { BASE_FOLDER, MANIFEST_FILE } from "../../language/project-layout.ts";
import type { FileChange, RecordChange } from "../../model/change-set.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { FormattedFile } from "../../model/output.ts";
import { type Current, classify, classifyOrphan, type Former } from "./classify.ts";
import { isOfHistory, type RecordInput, recordChanges } from "./records.ts";

/** The project as it is on disk and as it was generated last. */
export interface Workspace extends RecordInput {
  readonly standing: (path: string) => Current;
  /** Whether every file that should be generated is among those given. */
  readonly isComplete: boolean;
}

/** What happens to every file, and to what the project keeps beside them. */
export interface Merged {
  readonly files: readonly FileChange[];
  readonly records: readonly RecordChange[];
}

function conflict(change: FileChange) {
  return fault("conflict", {
    message: `\`${change.path}\` is left as it is: ${change.reason ?? "it is in conflict"}`,
    place: { file: change.path },
    help: `${helpFor(change)}; nothing of this run was written`,
  });
}

function helpFor({ current, generated }: FileChange): string {
  if (current === null) return "Move or remove what is there";
  return generated === null
    ? "Remove the file, or move what you need of it to another one"
    : "`scaffold plan` shows the difference";
}

/** A file that stands in the place of one of the folders of a path. */
export function fileForFolder(path: string, standing: Workspace["standing"]): string | undefined {
  const parts = path.split("/").slice(0, -1);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  return folders.find((folder) => standing(folder).kind === "file");
}

/** A new file cannot be made where a file stands in the place of one of its folders. */
function withFolders(change: FileChange, standing: Workspace["standing"]): FileChange {
  if (change.action !== "create") return change;
  const file = fileForFolder(change.path, standing);
  if (file === undefined) return change;
  return {
    ...change,
    result: change.current,
    action: "conflict",
    reason: `\`${file}\` is a file where a folder is needed`,
  };
}

/** The manifest is a file of the project too, and never in conflict: the change was made on its text. */
function manifestChange({ text, manifestText }: Workspace): FileChange {
  const current = text(MANIFEST_FILE);
  const action = current === null ? "create" : current === manifestText ? "unchanged" : "update";
  return {
    path: MANIFEST_FILE,
    action,
    ownership: "managed",
    mode: 0o644,
    current,
    generated: manifestText,
    result: manifestText,
  };
}

/** What was generated last for a path. */
function formerOf(path: string, { hashes, mergedPaths, text }: Workspace): Former {
  const base = hashes.get(path);
  // git merged the base as it merged the file: where the two are equal nobody edited the file.
  return mergedPaths.has(path) ? { base, merged: text(`${BASE_FOLDER}/${path}`) } : { base };
}

/** Compares what is generated with what was generated last and with what is on disk. */
export function merge(files: readonly FormattedFile[], workspace: Workspace): Result<Merged> {
  const { hashes, standing, isComplete } = workspace;
  const generated = new Set(files.map(({ output }) => output.path));
  const changes = files.map((file) => {
    const { path } = file.output;
    return withFolders(classify(file, formerOf(path, workspace), standing(path)), standing);
  });
  // A file that a fault kept from being generated is no orphan.
  const orphans = (isComplete ? [...hashes] : [])
    .filter(([path]) => !generated.has(path) && !isOfHistory(path, workspace.histories))
    .map(([path]) => classifyOrphan(path, formerOf(path, workspace), standing(path)));
  const all = [manifestChange(workspace), ...changes, ...orphans].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return {
    value: { files: all, records: recordChanges(files, workspace) },
    diagnostics: all.filter(({ action }) => action === "conflict").map(conflict),
  };
}
