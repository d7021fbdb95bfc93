import { holds } from "../../language/patterns.ts";
import type { Target } from "../../language/target.ts";
import type { GeneratedPath } from "../../model/blueprint.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { BlueprintGraph, Data, UseNode } from "../../model/graph.ts";
import type { Output, TemplateSource } from "../../model/output.ts";
import { findClashes, outputPath } from "./output-paths.ts";
import { checkRequiredFiles } from "./required-files.ts";

/** What `compose` needs beside the graph. */
export interface ComposeContext {
  readonly target: Target;
  /** Whether a path of the project is on disk. */
  readonly exists: (path: string) => boolean;
}

/** The template of an output: embedded in its document, or a file named after the output's path. */
function templateOf(node: UseNode, generated: GeneratedPath, target: string): TemplateSource {
  const { blueprint } = node;
  if (blueprint.embeddedCode !== undefined) {
    const { file, origin, embeddedCode: text, imports } = blueprint;
    return { kind: "embedded", file, origin, pointer: "/template/embedded_code", text, imports };
  }
  const path = generated.path.replaceAll("{", "[").replaceAll("}", "]");
  return { kind: "file", path: `${target}/${blueprint.stem}/${path}.njk` };
}

function fieldNames(data: unknown): string[] {
  const fields = (data as Data | undefined)?.fields;
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((field: Data) => [field.name, field.attribute, field.relation].map(String));
}

/** Names that a use's files give to their own things, which an import must not take. */
function localNames(node: UseNode): readonly string[] {
  const own = fieldNames(node.data);
  const theirs = Object.values(node.data).flatMap((data) =>
    typeof data === "object" && data !== null && !Array.isArray(data) ? fieldNames(data) : [],
  );
  return [...new Set([...own, ...theirs])].sort();
}

function outputsOf(node: UseNode, target: Target) {
  const avoid = localNames(node);
  const outputs: Output[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const generated of node.blueprint.generates) {
    if (generated.when && !holds(generated.when, node.data)) continue;
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
      use: node.id,
      blueprint: node.blueprint.name,
    });
  }
  return { outputs, diagnostics };
}

/** Lists every file that the graph generates, by path, and judges the paths. */
export function compose(graph: BlueprintGraph, context: ComposeContext): Result<readonly Output[]> {
  const composed = graph.uses.map((node) => outputsOf(node, context.target));
  const outputs = composed
    .flatMap((each) => each.outputs)
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.use < b.use ? -1 : 1));
  const planned = new Set(outputs.map(({ path }) => path));
  const nodes = new Map(graph.uses.map((node) => [node.id, node]));
  return {
    value: outputs,
    diagnostics: [
      ...composed.flatMap((each) => each.diagnostics),
      ...findClashes(outputs, nodes),
      ...checkRequiredFiles(graph.uses, { ...context, planned }),
    ],
  };
}
