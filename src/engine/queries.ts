import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { Blueprint } from "../model/blueprint.ts";
import type { Result } from "../model/diagnostic.ts";
import type { BlueprintGraph, UseNode } from "../model/graph.ts";
import type { Output } from "../model/output.ts";
import { compose, historyPlaces } from "../pipeline/compose/index.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import type { Ports } from "../ports.ts";
import { historiesOf, readHistories } from "./history.ts";
import { openBlueprints, openProject } from "./open.ts";
import { place } from "./placement.ts";

/** What a generated file comes from. */
export interface FileOrigin {
  readonly path: string;
  readonly template: string;
  readonly blueprint: string;
  /** The blueprint's document. */
  readonly document: string;
  readonly use: string;
  /** The use, the one that implied it, and so on up to the manifest. */
  readonly because: readonly string[];
  readonly ownership: string;
}

/** All blueprints that can be used here: the engine's and the project's. */
export function listBlueprints(ports: Ports): Promise<Result<readonly Blueprint[]>> {
  return openBlueprints(ports);
}

/** Resolves the project as it is. */
export async function inspect(ports: Ports): Promise<Result<BlueprintGraph | undefined>> {
  const { value: project, diagnostics } = await openProject(ports, undefined);
  if (!project) return { value: undefined, diagnostics };
  const graph = resolve({ ...project, manifestFile: MANIFEST_FILE });
  return { value: graph.value, diagnostics: [...diagnostics, ...graph.diagnostics] };
}

/** The shortest way from a use up to one that a person asked for. */
function reasons(use: UseNode, uses: ReadonlyMap<string, UseNode>): readonly string[] {
  const seen = new Set([use.id]);
  const ways: (readonly [UseNode, ...UseNode[]])[] = [[use]];
  // The ways grow while they are walked, each by one step: the first to arrive is the shortest.
  for (const way of ways) {
    if (!way[0].isImplied) return [...way.map(({ id }) => id).reverse(), MANIFEST_FILE];
    for (const id of way[0].impliedBy) {
      const above = uses.get(id);
      if (!above || seen.has(id)) continue;
      seen.add(id);
      ways.push([above, ...way]);
    }
  }
  return [use.id, MANIFEST_FILE];
}

function originOf(output: Output, uses: ReadonlyMap<string, UseNode>, ports: Ports): FileOrigin {
  const { template, path, ownership, blueprint } = output;
  const use = uses.get(output.use);
  return {
    path,
    template:
      template.kind === "embedded"
        ? `${template.file}#${template.pointer}`
        : (ports.templates.find(template.path)?.file ?? template.path),
    blueprint,
    document: use?.blueprint.file ?? "",
    use: output.use,
    because: use ? reasons(use, uses) : [],
    ownership,
  };
}

/** Tells of every generated file what it comes from. */
export async function explain(ports: Ports): Promise<Result<readonly FileOrigin[]>> {
  const { value: project, diagnostics } = await openProject(ports, undefined);
  if (!project) return { value: [], diagnostics };
  const graph = resolve({ ...project, manifestFile: MANIFEST_FILE });
  const { target } = project;
  const histories = historyPlaces(graph.value, target);
  const past = await readHistories(histories, project.hashes, ports.fileSystem);
  const composed = compose(graph.value, {
    target,
    exists: () => true,
    past: historiesOf(past.value),
  });
  const historyFolders = histories.map(({ folder }) => folder);
  const context = { ...project, requested: [], historyFolders, reader: ports.fileSystem };
  const { outputs } = place(composed.value.outputs, context).value;
  const uses = new Map(graph.value.uses.map((use) => [use.id, use]));
  return {
    value: outputs.map((output) => originOf(output, uses, ports)),
    diagnostics: [...diagnostics, ...graph.diagnostics],
  };
}
