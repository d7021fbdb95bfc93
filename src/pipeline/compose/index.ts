import { fault } from "../../diagnostics/catalogue.ts";
import { holds, lookupIn, lookupPath } from "../../language/lookup.ts";
import { nearest } from "../../language/nearest.ts";
import type { Target } from "../../language/target.ts";
import type { Blueprint, GeneratedPath, HistorySource } from "../../model/blueprint.ts";
import type { RecordChange } from "../../model/change-set.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { BlueprintGraph, UseNode } from "../../model/graph.ts";
import type { PastHistory } from "../../model/history.ts";
import type { Output, TemplateSource } from "../../model/output.ts";
import { findClashes } from "./clashes.ts";
import { nextRevisions } from "./history.ts";
import { outputFolder, outputPath } from "./output-paths.ts";
import { checkRequiredFiles } from "./required-files.ts";

export { isCurrentState, keysWithoutUse } from "./history.ts";

/** What `compose` needs beside the graph. */
export interface ComposeContext {
  readonly target: Target;
  /** Whether a path of the project is on disk. */
  readonly exists: (path: string) => boolean;
  /** The histories of the project, by folder. */
  readonly past: ReadonlyMap<string, PastHistory>;
}

/** Where the template of a file stands below `templates/`: it is named after the output's path. */
export function templatePath(blueprint: Blueprint, { path }: GeneratedPath, target: string) {
  const named = path.replaceAll("{", "[").replaceAll("}", "]");
  return `${target}/${blueprint.stem}/${named}.njk`;
}

/** The template of an output: embedded in its document, or a file. */
function templateOf(node: UseNode, generated: GeneratedPath, target: string): TemplateSource {
  const { blueprint } = node;
  if (blueprint.embeddedCode !== undefined) {
    const { file, origin, embeddedCode: text, imports } = blueprint;
    return { kind: "embedded", file, origin, pointer: "/template/embedded_code", text, imports };
  }
  return { kind: "file", path: templatePath(blueprint, generated, target) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Names that the files of a use give to their own things, which an import must not take: the fields
 * that were given to this use. Files of other uses read those fields, but define nothing by them.
 */
function localNames(fields: readonly unknown[]): readonly string[] {
  const names = fields.flatMap((field) =>
    ["name", "attribute", "relation"].map((name) => lookupPath(field, name)),
  );
  return [...new Set(names.filter((name) => typeof name === "string"))].sort();
}

/** Reads the names of a list of fields once, however many uses have it. */
function localNamesReader() {
  const known = new Map<unknown, readonly string[]>();
  return ({ data: { fields } }: UseNode): readonly string[] => {
    if (!Array.isArray(fields)) return [];
    const names = known.get(fields) ?? localNames(fields);
    known.set(fields, names);
    return names;
  };
}

function outputOf(node: UseNode, generated: GeneratedPath, context: ComposeContext) {
  const { target } = context;
  const { path, diagnostics } = outputPath(node, generated, target);
  if (path === undefined) return { diagnostics };
  const output: Output = {
    path,
    mode: generated.mode,
    ownership: generated.ownership,
    template: templateOf(node, generated, target.name),
    data: node.data,
    avoid: [],
    place: { file: node.blueprint.file, pointer: generated.pointer },
    use: node.id,
    blueprint: node.blueprint.name,
  };
  return { output, diagnostics };
}

/** What one use, or the whole graph, is composed to while it is collected. */
interface Parts {
  readonly outputs: Output[];
  readonly records: RecordChange[];
  readonly diagnostics: Diagnostic[];
}

/** A slot that nobody owns has no history. */
function unknownSlot(
  { id, blueprint: { file } }: UseNode,
  { history: { slot }, pointer }: HistoryPath,
  graph: BlueprintGraph,
): Diagnostic {
  const slots = graph.uses.flatMap(({ blueprint }) => Object.keys(blueprint.slots));
  return fault("unknown-slot", {
    message: `\`${id}\` keeps the history of the slot \`${slot}\`, which no use has`,
    place: { file, pointer: `${pointer}/history/slot` },
    suggestions: nearest(slot, new Set(slots)),
    help: `Depend on the blueprint that declares the slot \`${slot}\``,
  });
}

/** The next files of a history, where there are any, with their records. */
function addHistory(
  node: UseNode,
  generated: HistoryPath,
  { parts, graph, context }: Collected,
): void {
  const { slot } = generated.history;
  if (!graph.uses.some(({ blueprint: { slots } }) => slot in slots)) {
    parts.diagnostics.push(unknownSlot(node, generated, graph));
    return;
  }
  const folder = outputFolder(node, generated, context.target);
  const past = context.past.get(folder);
  // Of uses that are left out nobody can say what they would store.
  const isKnown = past?.isWhole && graph.incomplete.length === 0;
  if (!isKnown) return;
  for (const next of nextRevisions(generated.history, past, { graph, node })) {
    const { output, diagnostics } = outputOf({ ...node, data: next.data }, generated, context);
    parts.diagnostics.push(...next.diagnostics, ...diagnostics);
    if (!output) continue;
    parts.outputs.push(output);
    parts.records.push(next.record(output.path));
  }
}

interface Collected {
  readonly parts: Parts;
  readonly graph: BlueprintGraph;
  readonly context: ComposeContext;
}

type HistoryPath = GeneratedPath & { readonly history: HistorySource };

function isHistory(generated: GeneratedPath): generated is HistoryPath {
  return generated.history !== undefined;
}

function addOutputs(node: UseNode, avoid: readonly string[], collected: Collected): void {
  const { parts, context } = collected;
  for (const generated of node.blueprint.generates) {
    if (generated.when && !holds(generated.when, lookupIn(node.data))) continue;
    if (isHistory(generated)) {
      addHistory(node, generated, collected);
      continue;
    }
    const { output, diagnostics } = outputOf(node, generated, context);
    parts.diagnostics.push(...diagnostics);
    if (output) parts.outputs.push({ ...output, avoid });
  }
}

/** Where a project keeps a history, and how its files say what they are. */
export interface HistoryPlace {
  readonly folder: string;
  /** How its files are named, with placeholders: `{history.number}_{history.revision}.py`. */
  readonly name: string;
  readonly source: HistorySource;
}

/** Every history that the graph leads to. */
export function historyPlaces(graph: BlueprintGraph, target: Target): readonly HistoryPlace[] {
  return graph.uses.flatMap((node) =>
    node.blueprint.generates.filter(isHistory).map((generated) => ({
      folder: outputFolder(node, generated, target),
      name: generated.path.slice(generated.path.lastIndexOf("/") + 1),
      source: generated.history,
    })),
  );
}

/** Every file that is to be made, and what is to be known of those that are made only once. */
export interface Composition {
  /** By path. */
  readonly outputs: readonly Output[];
  /** Records of the revisions that this run adds. */
  readonly records: readonly RecordChange[];
}

/** Lists every file that the graph generates, by path, and judges the paths. */
export function compose(graph: BlueprintGraph, context: ComposeContext): Result<Composition> {
  const namesOf = localNamesReader();
  const parts: Parts = { outputs: [], records: [], diagnostics: [] };
  for (const node of graph.uses) addOutputs(node, namesOf(node), { parts, graph, context });
  const outputs = parts.outputs.sort((a, b) => compare(a.path, b.path) || compare(a.use, b.use));
  const planned = new Set(outputs.map(({ path }) => path));
  return {
    value: { outputs, records: parts.records },
    diagnostics: [
      ...parts.diagnostics,
      ...findClashes(outputs),
      ...checkRequiredFiles(graph.uses, { ...context, planned }),
    ],
  };
}
