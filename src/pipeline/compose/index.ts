import { holds, lookupIn, lookupPath } from "../../language/lookup.ts";
import type { Target } from "../../language/target.ts";
import type { Blueprint, GeneratedPath } from "../../model/blueprint.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { BlueprintGraph, UseNode } from "../../model/graph.ts";
import type { Output, TemplateSource } from "../../model/output.ts";
import { findClashes } from "./clashes.ts";
import { outputPath } from "./output-paths.ts";
import { checkRequiredFiles } from "./required-files.ts";

/** What `compose` needs beside the graph. */
export interface ComposeContext {
  readonly target: Target;
  /** Whether a path of the project is on disk. */
  readonly exists: (path: string) => boolean;
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

function outputsOf(node: UseNode, target: Target, avoid: readonly string[]) {
  const outputs: Output[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const generated of node.blueprint.generates) {
    if (generated.when && !holds(generated.when, lookupIn(node.data))) continue;
    const { path, diagnostics: faults } = outputPath(node, generated, target);
    diagnostics.push(...faults);
    if (path === undefined) continue;
    outputs.push({
      path,
      mode: generated.mode,
      ownership: generated.ownership,
      template: templateOf(node, generated, target.name),
      data: node.data,
      avoid,
      place: { file: node.blueprint.file, pointer: generated.pointer },
      use: node.id,
      blueprint: node.blueprint.name,
    });
  }
  return { outputs, diagnostics };
}

/** Lists every file that the graph generates, by path, and judges the paths. */
export function compose(graph: BlueprintGraph, context: ComposeContext): Result<readonly Output[]> {
  const namesOf = localNamesReader();
  const composed = graph.uses.map((node) => outputsOf(node, context.target, namesOf(node)));
  const outputs = composed
    .flatMap((each) => each.outputs)
    .sort((a, b) => compare(a.path, b.path) || compare(a.use, b.use));
  const planned = new Set(outputs.map(({ path }) => path));
  return {
    value: outputs,
    diagnostics: [
      ...composed.flatMap((each) => each.diagnostics),
      ...findClashes(outputs),
      ...checkRequiredFiles(graph.uses, { ...context, planned }),
    ],
  };
}
