import { addedUses } from "./engine/added-uses.ts";
import { stepsFor } from "./engine/next-steps.ts";
import { prepare } from "./engine/prepare.ts";
import { compiledBy, keepProof } from "./engine/proof.ts";
import type { UndoPreview } from "./engine/undo.ts";
import { existsIn, sourcesOf } from "./engine/workspace.ts";
import type { ChangeSet } from "./model/change-set.ts";
import type { Compiled } from "./model/compiled.ts";
import type { Result } from "./model/diagnostic.ts";
import type { Preview, PreviewRequest } from "./model/project.ts";
import { merge } from "./pipeline/merge/index.ts";
import { transactionOf, type Written, write } from "./pipeline/write/index.ts";
import type { Ports } from "./ports.ts";

export { findDrift } from "./engine/find-drift.ts";
export { explain, inspect, listBlueprints } from "./engine/queries.ts";
export { listReceipts } from "./engine/receipts.ts";
export { previewUndo, type UndoPreview } from "./engine/undo.ts";
export { hearStop, recover, settleLeftovers, type Written } from "./pipeline/write/index.ts";

/**
 * Compiles a project, compares it with what is on disk, and says what an apply would do; nothing is
 * written. The value is undefined where the project cannot even be opened.
 *
 *     load -> validate -> resolve -> compose -> recall -> render -> format -> merge
 */
export async function preview(
  request: PreviewRequest,
  ports: Ports,
): Promise<Result<Preview | undefined>> {
  const { value: prepared, diagnostics } = await prepare(request, ports, { keepsRecipes: true });
  if (!prepared) return { value: undefined, diagnostics };

  const { project, manifest, graph, placement, files, workspace } = prepared;
  const { standardLibrary } = project.target;
  const groups = { standardLibrary, firstParty: [manifest.project.package, "tests"] };
  const merged = await merge(files, workspace, { ...ports, groups });
  const changeSet: ChangeSet = {
    ...merged.value,
    addedUses: addedUses(graph, placement.outputs, workspace.hashes),
    overrides: [...graph.overrides, ...ports.templates.overrides()],
  };
  // Without all hashes nobody can say what was generated: the damage is the only fault to tell.
  const conflicts = project.areHashesWhole ? merged.diagnostics : [];
  const told = [...diagnostics, ...conflicts];
  const value: Preview = {
    manifest,
    request,
    createdFrom: sourcesOf(workspace),
    nextSteps: stepsFor(manifest.project, project.target, existsIn(ports.fileSystem)),
    manifestText: workspace.manifestText,
    graph,
    changeSet,
    compiled: compiledBy(prepared, changeSet, told),
  };
  return { value, diagnostics: told };
}

/** What is known of a change set beside what it changes. */
interface Applied {
  /** The id of the saved plan that it is, for the receipt. */
  readonly plan?: string | undefined;
  /** What a later run may believe. */
  readonly compiled?: Compiled;
}

/** Writes a change set: all of it, or nothing. */
export async function apply(
  changeSet: ChangeSet,
  ports: Ports,
  { plan, compiled }: Applied = {},
): Promise<Result<Written>> {
  ports.formatters.rest();
  return write(transactionOf(changeSet, plan), ports, () => {
    if (compiled) keepProof(compiled, ports);
  });
}

/** Takes back an apply, as its preview says: all of that, or nothing. */
export async function undo({ transaction }: UndoPreview, ports: Ports): Promise<Result<Written>> {
  return write(transaction, ports);
}
