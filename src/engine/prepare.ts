import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Result } from "../model/diagnostic.ts";
import type { Manifest } from "../model/manifest.ts";
import type { PreviewRequest } from "../model/project.ts";
import type { Workspace } from "../pipeline/merge/index.ts";
import { changeManifest } from "../pipeline/resolve/change-manifest.ts";
import type { Ports } from "../ports.ts";
import { baseTexts } from "./base-texts.ts";
import { collector, hasErrors } from "./collector.ts";
import { type Compilation, type CompileContext, compile } from "./compile.ts";
import { evidenceOfProject } from "./evidence.ts";
import { checkEngine, checkUpToDate, nextLock } from "./lock.ts";
import { manifestTextAfter } from "./manifest-text.ts";
import { openProject, type Project } from "./open.ts";
import { placedHashes } from "./placement.ts";
import { carriedFiles, readDisk } from "./workspace.ts";

/** What is generated, beside what stands on disk and what was generated last. */
export interface Prepared extends Compilation {
  readonly project: Project;
  readonly manifest: Manifest;
  readonly workspace: Workspace;
}

/**
 * Opens a project, makes the changes of its manifest, and compiles it; nothing is written. The value
 * is undefined where the project cannot even be opened.
 *
 *     load -> validate -> resolve -> compose -> recall -> render -> format
 */
export async function prepare(
  request: PreviewRequest,
  ports: Ports,
  { keepsRecipes = false }: Pick<CompileContext, "keepsRecipes"> = {},
): Promise<Result<Prepared | undefined>> {
  const { diagnostics, take } = collector();
  if (request.changes.length > 0 || request.manifest) await ports.formatters.expect();
  // Before anything is read: what is saved after that is no part of it.
  const evidence = evidenceOfProject(ports.fileSystem);
  const project = take(await openProject(ports, request.manifest));
  if (!project) return { value: undefined, diagnostics };

  const { changes, moved = [], onConflict } = request;
  const { mergedPaths } = project;
  const disk = readDisk(ports.fileSystem, project.hashes);
  const manifest = take(changeManifest(project.manifest, changes, project.blueprints));
  const isOpened = !hasErrors(diagnostics);
  const context = { ports, changes, moved, disk, keepsRecipes };
  const compiled = take(await compile(manifest, project, context));
  const { graph, placement, histories, records } = compiled;

  const lock = nextLock(graph, placement.moved, ports);
  const misfit = checkEngine(manifest, project.lock, ports.version);
  diagnostics.push(...misfit);
  if (changes.length > 0 && misfit.length === 0) {
    diagnostics.push(...checkUpToDate(project.lock, lock));
  }
  const isEdited = changes.length > 0 || request.manifest !== undefined || project.isManifestMended;
  const versions = { before: project.manifest, after: manifest };
  const current = disk.text(MANIFEST_FILE);
  const workspace: Workspace = {
    ...disk,
    hashes: placedHashes(project.hashes, placement),
    mergedPaths,
    former: placement.former,
    lock,
    mendsAll: changes.length === 0,
    manifestText: isEdited ? await manifestTextAfter(versions, current) : (current ?? ""),
    carried: carriedFiles(ports.library),
    histories,
    records,
    recompiled: baseTexts(project, { ports, disk }),
    isComplete: !hasErrors(diagnostics),
    onConflict,
  };
  const all = new Map([...evidence, ...compiled.evidence]);
  const isResolved = isOpened && compiled.isResolved;
  return {
    value: { ...compiled, isResolved, evidence: all, project, manifest, workspace },
    diagnostics,
  };
}
