import { addedUses } from "./engine/added-uses.ts";
import { compareAll } from "./engine/drift.ts";
import { historiesOf, readHistories } from "./engine/history.ts";
import { checkEngine, checkUpToDate, nextLock } from "./engine/lock.ts";
import { stepsFor } from "./engine/next-steps.ts";
import { openProject } from "./engine/open.ts";
import { checkTakenBack, isRemoval, withoutRemoved } from "./engine/take-back.ts";
import { carriedFiles, existsIn, readDisk, sourcesOf } from "./engine/workspace.ts";
import { printManifest } from "./language/manifest.ts";
import { MANIFEST_FILE } from "./language/project-layout.ts";
import type { ChangeSet, Receipt } from "./model/change-set.ts";
import type { Diagnostic, Result } from "./model/diagnostic.ts";
import type { Drift } from "./model/drift.ts";
import type { Preview, PreviewRequest } from "./model/project.ts";
import { compose, historyPlaces } from "./pipeline/compose/index.ts";
import { format } from "./pipeline/format/index.ts";
import { merge, type Workspace } from "./pipeline/merge/index.ts";
import { render } from "./pipeline/render/index.ts";
import { changeManifest } from "./pipeline/resolve/change-manifest.ts";
import { resolve } from "./pipeline/resolve/index.ts";
import { removedUses } from "./pipeline/resolve/removals.ts";
import { write } from "./pipeline/write/index.ts";
import type { Ports } from "./ports.ts";

export { explain, inspect, listBlueprints } from "./engine/queries.ts";

/** Collects the faults of every stage on the way through. */
function collector() {
  const diagnostics: Diagnostic[] = [];
  function take<T>(result: Result<T>): T {
    for (const diagnostic of result.diagnostics) diagnostics.push(diagnostic);
    return result.value;
  }
  return { diagnostics, take };
}

/**
 * Compiles a project; nothing is written. The value is undefined where the project cannot even be
 * opened.
 *
 *     load -> validate -> resolve -> compose -> render -> format
 */
async function compile(request: PreviewRequest, ports: Ports) {
  const { diagnostics, take } = collector();
  const project = take(await openProject(ports, request.manifest));
  if (!project) return { value: undefined, diagnostics };

  const { blueprints, target, hashes, mergedPaths, unread } = project;
  const { changes } = request;
  const disk = readDisk(ports.fileSystem, hashes);
  const exists = existsIn(ports.fileSystem);

  const manifest = take(changeManifest(project.manifest, changes, blueprints));
  const removed = removedUses(project.manifest, manifest);
  const graph = take(
    resolve({ manifest, manifestFile: MANIFEST_FILE, blueprints, target, unread, removed }),
  );
  const read = take(await readHistories(historyPlaces(graph, target), ports.fileSystem));
  const past = isRemoval(changes)
    ? withoutRemoved(read, { graph, hashes, text: disk.text })
    : historiesOf(read);
  diagnostics.push(...checkTakenBack(past, target));
  const { outputs, records } = take(compose(graph, { target, exists, past }));
  const rendered = take(render(outputs, { templates: ports.templates, target }));
  const files = take(await format(rendered, { ...ports, reuse: disk.reuse }));

  const lock = nextLock(graph, ports);
  const misfit = checkEngine(manifest, project.lock, ports.version);
  diagnostics.push(...misfit);
  if (changes.length > 0 && misfit.length === 0) {
    diagnostics.push(...checkUpToDate(project.lock, lock));
  }
  const isEdited = changes.length > 0 || request.manifest !== undefined || project.isManifestMended;
  const manifestText = isEdited ? printManifest(manifest) : (disk.text(MANIFEST_FILE) ?? "");
  const carried = carriedFiles(ports.library);
  const isComplete = !diagnostics.some(({ severity }) => severity === "error");
  const histories = [...past.values()];
  const kept = { hashes, mergedPaths, lock, manifestText, carried, histories, records };
  const workspace: Workspace = { ...disk, ...kept, isComplete };
  return { value: { project, manifest, graph, outputs, files, workspace }, diagnostics };
}

/**
 * Compiles a project, compares it with what is on disk, and says what an apply would do; nothing is
 * written. The value is undefined where the project cannot even be opened.
 */
export async function preview(
  request: PreviewRequest,
  ports: Ports,
): Promise<Result<Preview | undefined>> {
  const { value: compiled, diagnostics } = await compile(request, ports);
  if (!compiled) return { value: undefined, diagnostics };
  const { project, manifest, graph, outputs, files, workspace } = compiled;
  const compared = merge(files, workspace);
  // Without all hashes nobody can say what was generated: the damage is the only fault to tell.
  if (project.areHashesWhole) diagnostics.push(...compared.diagnostics);

  const changeSet: ChangeSet = {
    ...compared.value,
    addedUses: addedUses(graph, outputs, project.hashes),
    overrides: [...graph.overrides, ...ports.templates.overrides()],
  };
  const createdFrom = sourcesOf(workspace);
  const nextSteps = stepsFor(manifest.project, project.target, existsIn(ports.fileSystem));
  const { changes } = request;
  const { manifestText } = workspace;
  const value = { manifest, changes, createdFrom, nextSteps, manifestText, graph, changeSet };
  return { value, diagnostics };
}

/**
 * Compiles a project as it is, and tells of each file who changed it: a person, the blueprints, or
 * both. Nothing is written. The value is undefined where the project cannot even be opened.
 */
export async function findDrift(ports: Ports): Promise<Result<Drift | undefined>> {
  const { value: compiled, diagnostics } = await compile({ changes: [] }, ports);
  // Without all hashes nobody can say what was generated.
  if (!compiled?.project.areHashesWhole) return { value: undefined, diagnostics };
  return { value: compareAll(compiled.files, compiled.workspace), diagnostics };
}

/** Writes a change set. */
export function apply(changeSet: ChangeSet, ports: Ports): Result<Receipt> {
  return write(changeSet, ports.fileSystem);
}
