import {
  BASE_FOLDER,
  HASHES_FILE,
  MANIFEST_FILE,
  STATE_FOLDER,
} from "../language/project-layout.ts";
import type { Result } from "../model/diagnostic.ts";
import type { Drift, FileDrift, FileState } from "../model/drift.ts";
import { recordChanges } from "../pipeline/merge/records.ts";
import type { Ports } from "../ports.ts";
import { compareAll } from "./drift.ts";
import type { Prepared } from "./prepare.ts";
import { type Proved, recallProof } from "./proof.ts";
import { readDisk } from "./workspace.ts";

const FINE = new Set<FileState>(["untouched", "edited", "deleted"]);

/** Whether a record follows from the files: where one is generated anew, so is its record. */
function followsFromFiles(path: string): boolean {
  return [BASE_FOLDER, HASHES_FILE, STATE_FOLDER].some((head) => path.startsWith(head));
}

/**
 * Records that an apply would write, but for those that only follow from files that it writes, and a
 * manifest in which git left a conflict.
 */
function recordDrift({ files, workspace, project }: Prepared, compared: readonly FileDrift[]) {
  if (!workspace.isComplete) return [];
  const manifest = project.isManifestMended ? [MANIFEST_FILE] : [];
  const paths = recordChanges(files, workspace).map(({ path }) => path);
  const areFine = compared.every(({ state }) => FINE.has(state));
  return [...manifest, ...paths.filter((path) => areFine || !followsFromFiles(path))];
}

function driftOfPrepared(prepared: Prepared): Drift {
  const { workspace } = prepared;
  const files = compareAll({
    ...workspace,
    files: prepared.files.map(({ output, formattedHash }) => {
      const { path, ownership, use } = output;
      return { path, ownership, use, formattedHash };
    }),
    folders: workspace.histories.map(({ folder }) => folder),
    disk: workspace,
  });
  return { files, records: recordDrift(prepared, files) };
}

/** Nobody has changed a record since: files are all that can have changed. */
function driftOfProved({ compiled, hashes }: Proved, { fileSystem }: Ports): Drift {
  const files = compareAll({
    files: compiled.files.map((file) => ({
      ...file,
      formattedHash: hashes.get(file.path)?.formatted ?? "",
    })),
    isComplete: true,
    hashes,
    mergedPaths: new Set(),
    folders: compiled.folders,
    disk: readDisk(fileSystem, hashes),
  });
  return { files, records: [] };
}

/** Whether it is known without compiling that an apply would find nothing to do. */
export function isKnownUpToDate(ports: Ports): boolean {
  const proved = recallProof(ports);
  if (!proved) return false;
  const { files } = driftOfProved(proved, ports);
  return files.every(({ state }) => state === "untouched" || state === "edited");
}

/**
 * Tells of each file of a project who changed it: a person, the blueprints, or both. The project is
 * compiled for it, unless that has been done here already and nothing has changed since. Nothing is
 * written. The value is undefined where that cannot be told: the records or the manifest are at fault.
 */
export async function findDrift(ports: Ports): Promise<Result<Drift | undefined>> {
  const proved = recallProof(ports);
  if (proved) return { value: driftOfProved(proved, ports), diagnostics: [] };
  const { prepare } = await import("./prepare.ts");
  const { value: prepared, diagnostics } = await prepare({ changes: [] }, ports);
  // Without all hashes nobody can say what was generated; without all uses, what is generated now.
  if (!prepared?.project.areHashesWhole || !prepared.isResolved)
    return { value: undefined, diagnostics };
  return { value: driftOfPrepared(prepared), diagnostics };
}
