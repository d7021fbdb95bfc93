import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { FileChange, RecordChange } from "../../model/change-set.ts";
import type { Result } from "../../model/diagnostic.ts";
import type { FormattedFile } from "../../model/output.ts";
import type { ConflictChoice } from "../../model/project.ts";
import { basePath, isNowhere } from "./base-text.ts";
import { type Current, classify, classifyOrphan, type Former } from "./classify.ts";
import { conflictsOf } from "./conflicts.ts";
import { fileForFolder } from "./file-for-folder.ts";
import { isOfHistory, type RecordInput, recordChanges } from "./records.ts";
import { type Judged, type MergeTools, mergeContested } from "./three-way.ts";

/** The project as it is on disk and as it was generated last. */
export interface Workspace extends RecordInput {
  readonly standing: (path: string) => Current;
  /** Whether every file that should be generated is among those given. */
  readonly isComplete: boolean;
  readonly onConflict: ConflictChoice | undefined;
  /** The texts that were generated last, compiled again. */
  readonly recompiled: () => Promise<ReadonlyMap<string, string>>;
}

/** What happens to every file, and to what the project keeps beside them. */
export interface Merged {
  readonly files: readonly FileChange[];
  readonly records: readonly RecordChange[];
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

const KEEP_BYTES = "`--on-conflict ours` keeps your file; or move or remove it";

/** A change that needs no merge. */
function judgedAs(change: FileChange, current: Current): Judged {
  const isKept = change.action === "conflict" && current.kind === "bytes";
  return { change, regions: [], ...(isKept ? { help: KEEP_BYTES } : {}) };
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
function formerOf(path: string, workspace: Workspace): Former {
  const kept = basePath(path, workspace);
  const base = isNowhere(path, kept, workspace) ? undefined : workspace.hashes.get(path);
  // git merged the base as it merged the file: where the two are equal nobody edited the file.
  return workspace.mergedPaths.has(path) ? { base, merged: workspace.text(kept) } : { base };
}

/** Says what happens to every file that is generated. */
async function judgeFiles(
  files: readonly FormattedFile[],
  workspace: Workspace,
  tools: MergeTools,
): Promise<readonly Judged[]> {
  const { standing, onConflict } = workspace;
  const judged: Judged[] = [];
  for (const file of files) {
    const { path } = file.output;
    const current = standing(path);
    const found = classify(file, formerOf(path, workspace), { current, onConflict });
    if ("action" in found) judged.push(judgedAs(withFolders(found, standing), current));
    else judged.push(await mergeContested(found, workspace, tools));
  }
  return judged;
}

/** Says what happens to every file that nothing generates any more. */
function judgeOrphans(generated: ReadonlySet<string>, workspace: Workspace): readonly Judged[] {
  const { hashes, standing, isComplete, onConflict } = workspace;
  // A file that a fault kept from being generated is no orphan.
  return (isComplete ? [...hashes.keys()] : [])
    .filter((path) => !generated.has(path) && !isOfHistory(path, workspace.histories))
    .map((path) => {
      const current = standing(path);
      const found = { current, onConflict };
      return judgedAs(classifyOrphan(path, formerOf(path, workspace), found), current);
    });
}

/** Compares what is generated with what was generated last and with what is on disk. */
export async function merge(
  files: readonly FormattedFile[],
  workspace: Workspace,
  tools: MergeTools,
): Promise<Result<Merged>> {
  const generated = new Set(files.map(({ output }) => output.path));
  const judged = [
    { change: manifestChange(workspace), regions: [] },
    ...(await judgeFiles(files, workspace, tools)),
    ...judgeOrphans(generated, workspace),
  ].sort((a, b) => (a.change.path < b.change.path ? -1 : 1));
  return {
    value: {
      files: judged.map(({ change }) => change),
      records: recordChanges(files, workspace),
    },
    diagnostics: judged.flatMap((one) =>
      one.change.action === "conflict" ? conflictsOf(one) : [],
    ),
  };
}
