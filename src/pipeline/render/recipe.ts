import { digest } from "../../language/digest.ts";
import type { Reads } from "../../language/template/reads.ts";
import { createValueDigest, type ValueDigest } from "../../language/value-digest.ts";
import type { Data } from "../../model/graph.ts";
import type { Output } from "../../model/output.ts";
import type { TemplateOutline, TemplateStore } from "../../ports.ts";

/** What the order of imports depends on, beside what a template reads. */
const PACKAGE = "package";

function outlineOf(template: Output["template"], templates: TemplateStore): TemplateOutline | null {
  if (template.kind === "file") return templates.outline(template.path);
  const { text, imports } = template;
  return { hash: digest(JSON.stringify([text, imports])), reads: null };
}

function isObject(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Stands for what of a value is read; undefined where that leads back into itself. */
function textOf(value: unknown, reads: Reads | "all", digestOf: ValueDigest): string | undefined {
  if (reads === "all" || !isObject(value)) return digestOf(value);
  let text = "(";
  for (const member of Object.keys(reads)) {
    const part = Object.hasOwn(value, member)
      ? textOf(value[member], reads[member] ?? "all", digestOf)
      : "none";
    if (part === undefined) return undefined;
    text += `${part}\n`;
  }
  return `${text})`;
}

function recipeOf(
  { template, avoid, data }: Output,
  templates: TemplateStore,
  digestOf: ValueDigest,
): string | undefined {
  const outline = outlineOf(template, templates);
  const text = outline && textOf(data, outline.reads ?? "all", digestOf);
  if (!outline || text === undefined) return undefined;
  return digest([outline.hash, JSON.stringify(avoid), digestOf(data[PACKAGE]), text].join("\n"));
}

/** A hash over all that the text of an output is rendered from; undefined where none can be told. */
export type RecipeReader = (output: Output) => string | undefined;

/**
 * Tells from what outputs are rendered: from equal recipes one build of the engine renders equal texts.
 * Of the data only that counts which a template reads, where that is known.
 */
export function recipeReader(templates: TemplateStore): RecipeReader {
  const digestOf = createValueDigest();
  const known = new Map<Output, string | undefined>();
  return (output) => {
    if (!known.has(output)) known.set(output, recipeOf(output, templates, digestOf));
    return known.get(output);
  };
}
