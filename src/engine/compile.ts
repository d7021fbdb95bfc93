import { MANIFEST_FILE } from "../language/project-layout.ts";
import type { RecordChange } from "../model/change-set.ts";
import type { Compiled } from "../model/compiled.ts";
import type { Result } from "../model/diagnostic.ts";
import type { BlueprintGraph } from "../model/graph.ts";
import type { PastHistory } from "../model/history.ts";
import type { Manifest, ManifestChange } from "../model/manifest.ts";
import type { FormattedFile, Rendering } from "../model/output.ts";
import type { Move } from "../model/project.ts";
import { compose, historyPlaces } from "../pipeline/compose/index.ts";
import { format } from "../pipeline/format/index.ts";
import { render } from "../pipeline/render/index.ts";
import { type RecipeReader, recipeReader } from "../pipeline/render/recipe.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import { removedUses } from "../pipeline/resolve/removals.ts";
import type { Ports } from "../ports.ts";
import { collector, hasErrors } from "./collector.ts";
import { type Evidence, evidenceBelow } from "./evidence.ts";
import { historiesOf, readHistories } from "./history.ts";
import type { Project } from "./open.ts";
import { type Placement, place } from "./placement.ts";
import { recallProvenances } from "./proof.ts";
import { inOrder, recall } from "./recall.ts";
import { checkTakenBack, isRemoval, withoutRemoved } from "./take-back.ts";
import { type DiskState, existsIn } from "./workspace.ts";

/** Everything that a manifest says, as text. */
export interface Compilation {
  readonly graph: BlueprintGraph;
  /** Whether all of the manifest is in the graph: else the files lack what the rest adds to them. */
  readonly isResolved: boolean;
  readonly placement: Placement;
  readonly files: readonly FormattedFile[];
  /** Read when it is asked for: whoever neither recalls nor keeps anything does without. */
  readonly recipeOf: RecipeReader;
  readonly histories: readonly PastHistory[];
  /** Records of the revisions that this run adds. */
  readonly records: readonly RecordChange[];
  /** Paths at which it looked whether anything stands there. */
  readonly lookedFor: Compiled["lookedFor"];
  /** What stood in the folders of histories, before any of it was read. */
  readonly evidence: Evidence;
}

/** What a compilation needs beside the project. */
export interface CompileContext {
  readonly ports: Ports;
  /** What led from the project's manifest to this one. */
  readonly changes: readonly ManifestChange[];
  readonly moved: readonly Move[];
  readonly disk: Pick<DiskState, "text" | "reuse">;
  /** Whether it is going to be kept from what each text was rendered. */
  readonly keepsRecipes?: boolean;
}

/** Keeps what it was asked, with the answers. */
function noting(isThere: (path: string) => boolean) {
  const answers = new Map<string, boolean>();
  return {
    exists(path: string): boolean {
      const isFound = isThere(path);
      answers.set(path, isFound);
      return isFound;
    },
    all: () => Array.from(answers, ([path, isFound]) => ({ path, isFound })),
  };
}

/** Reads what a text was rendered from when it is on its way to its formatter, which is slower than that. */
function* withRecipes(
  renderings: Iterable<Rendering>,
  recipeOf: RecipeReader,
): Generator<Rendering, void> {
  for (const rendering of renderings) {
    yield rendering;
    if (rendering.value) recipeOf(rendering.value.output);
  }
}

/**
 * Makes the text of every file that a manifest asks for; what the last apply here made of the same is
 * recalled.
 *
 *     resolve -> compose -> recall -> render -> format
 */
export async function compile(
  manifest: Manifest,
  project: Project,
  { ports, changes, moved, disk, keepsRecipes = false }: CompileContext,
): Promise<Result<Compilation>> {
  const { diagnostics, take } = collector();
  const { blueprints, target, unread, lock, hashes } = project;
  const { fileSystem, templates } = ports;
  const looked = noting(existsIn(fileSystem));
  const removed = changes.length > 0 ? removedUses(project.manifest, manifest) : [];
  const given = { manifest, manifestFile: MANIFEST_FILE, blueprints, target, unread, removed };
  const resolved = resolve(given);
  const isResolved = !hasErrors(resolved.diagnostics);
  const graph = take(resolved);
  const places = historyPlaces(graph, target);
  const folders = places.map(({ folder }) => folder);
  const evidence = evidenceBelow(folders, fileSystem);
  const read = take(await readHistories(places, hashes, fileSystem));
  // Of uses that could not all be resolved nobody can tell what none of them makes any more.
  const past =
    isResolved && isRemoval(changes)
      ? withoutRemoved(read, { graph, hashes, text: disk.text })
      : historiesOf(read);
  diagnostics.push(...checkTakenBack(past, target));
  const { outputs, records } = take(compose(graph, { target, exists: looked.exists, past }));
  const standing = { hashes, historyFolders: folders, reader: fileSystem };
  const context = { lock, requested: moved, ...standing };
  const placement = take(place(outputs, context));
  const recipeOf = recipeReader(templates);
  const provenances = recallProvenances(ports);
  const { known, unknown } = recall(placement.outputs, { recipeOf, provenances, hashes, ...disk });
  const rendered = render(unknown, { templates, target });
  const renderings = keepsRecipes ? withRecipes(rendered, recipeOf) : rendered;
  const made = take(await format(renderings, { ...ports, reuse: disk.reuse }));
  const files = inOrder(placement.outputs, [...known, ...made]);
  const histories = [...past.values()];
  const lookedFor = looked.all();
  return {
    value: {
      graph,
      isResolved,
      placement,
      files,
      recipeOf,
      histories,
      records,
      lookedFor,
      evidence,
    },
    diagnostics,
  };
}
