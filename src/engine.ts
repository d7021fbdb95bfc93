import { addedUses } from "./engine/added-uses.ts";
import { baseTexts } from "./engine/base-texts.ts";
import { collector } from "./engine/collector.ts";
import { compile } from "./engine/compile.ts";
import { checkEngine, checkUpToDate, nextLock } from "./engine/lock.ts";
import { stepsFor } from "./engine/next-steps.ts";
import { openProject } from "./engine/open.ts";
import { placedHashes } from "./engine/placement.ts";
import type { UndoPreview } from "./engine/undo.ts";
import { carriedFiles, existsIn, readDisk, sourcesOf } from "./engine/workspace.ts";
import { printManifest } from "./language/manifest.ts";
import { MANIFEST_FILE } from "./language/project-layout.ts";
import type { ChangeSet } from "./model/change-set.ts";
import type { Result } from "./model/diagnostic.ts";
import type { Preview, PreviewRequest } from "./model/project.ts";
import { merge } from "./pipeline/merge/index.ts";
import { changeManifest } from "./pipeline/resolve/change-manifest.ts";
import { transactionOf, type Written, write } from "./pipeline/write/index.ts";
import type { Ports } from "./ports.ts";

export { explain, inspect, listBlueprints } from "./engine/queries.ts";
export { listReceipts } from "./engine/receipts.ts";
export { previewUndo, type UndoPreview } from "./engine/undo.ts";
export { recover, settleLeftovers, type Written } from "./pipeline/write/index.ts";

/**
 * Compiles a project and compares it with what is on disk; nothing is written. The value is
 * undefined where the project cannot even be opened.
 *
 *     load -> validate -> resolve -> compose -> render -> format -> merge
 */
export async function preview(
  request: PreviewRequest,
  ports: Ports,
): Promise<Result<Preview | undefined>> {
  const { diagnostics, take } = collector();
  const project = take(await openProject(ports, request.manifest));
  if (!project) return { value: undefined, diagnostics };

  const { blueprints, target, mergedPaths } = project;
  const { changes, moved = [] } = request;
  const disk = readDisk(ports.fileSystem, project.hashes);
  const exists = existsIn(ports.fileSystem);

  const manifest = take(changeManifest(project.manifest, changes, blueprints));
  const compiled = take(await compile(manifest, project, { ports, moved, reuse: disk.reuse }));
  const { graph, placement, files, histories, records } = compiled;
  const hashes = placedHashes(project.hashes, placement);

  const lock = nextLock(graph, placement.moved, ports);
  const misfit = checkEngine(manifest, project.lock, ports.version);
  diagnostics.push(...misfit);
  if (changes.length > 0 && misfit.length === 0) {
    diagnostics.push(...checkUpToDate(project.lock, lock));
  }
  const isEdited = changes.length > 0 || request.manifest !== undefined || project.isManifestMended;
  const manifestText = isEdited ? printManifest(manifest) : (disk.text(MANIFEST_FILE) ?? "");
  const carried = carriedFiles(ports.library);
  const isComplete = !diagnostics.some(({ severity }) => severity === "error");
  const { former } = placement;
  const kept = { hashes, mergedPaths, former, lock, manifestText, carried, histories, records };
  const { standardLibrary } = target;
  const groups = { standardLibrary, firstParty: [manifest.project.package, "tests"] };
  const base = { recompiled: baseTexts(project, { ports, disk }) };
  const workspace = { ...disk, ...kept, ...base, isComplete, onConflict: request.onConflict };
  const compared = await merge(files, workspace, { ...ports, groups });
  // Without all hashes nobody can say what was generated: the damage is the only fault to tell.
  const merged = project.areHashesWhole ? take(compared) : compared.value;

  const changeSet: ChangeSet = {
    ...merged,
    addedUses: addedUses(graph, placement.outputs, hashes),
    overrides: [...graph.overrides, ...ports.templates.overrides()],
  };
  const createdFrom = sourcesOf(disk, lock, histories);
  const nextSteps = stepsFor(manifest.project, target, exists);
  const value = { manifest, changes, createdFrom, nextSteps, manifestText, graph, changeSet };
  return { value, diagnostics };
}

/** Writes a change set: all of it, or nothing. */
export async function apply(changeSet: ChangeSet, ports: Ports): Promise<Result<Written>> {
  return write(transactionOf(changeSet), ports);
}

/** Takes back an apply, as its preview says: all of that, or nothing. */
export async function undo({ transaction }: UndoPreview, ports: Ports): Promise<Result<Written>> {
  return write(transaction, ports);
}
