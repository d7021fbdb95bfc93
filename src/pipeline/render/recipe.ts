import { digest } from "../../language/digest.ts";
import { createValueDigest, type ValueDigest } from "../../language/value-digest.ts";
import type { Output } from "../../model/output.ts";
import type { TemplateOutline, TemplateStore } from "../../ports.ts";

/** What the order of imports depends on, beside the names that a template reads. */
const PACKAGE = "package";

function outlineOf({ template }: Output, templates: TemplateStore): TemplateOutline | null {
  if (template.kind === "file") return templates.outline(template.path);
  const { text, imports } = template;
  return { hash: digest(JSON.stringify([text, imports])), names: null };
}

function recipeOf(
  output: Output,
  templates: TemplateStore,
  digestOf: ValueDigest,
): string | undefined {
  const outline = outlineOf(output, templates);
  if (!outline) return undefined;
  const { avoid, data } = output;
  const names = outline.names ? [...outline.names, PACKAGE] : Object.getOwnPropertyNames(data);
  const parts: string[] = [];
  for (const name of names.filter((one) => Object.hasOwn(data, one))) {
    const part = digestOf(data[name]);
    if (part === undefined) return undefined;
    parts.push(`${name} ${part}`);
  }
  return digest([outline.hash, JSON.stringify(avoid), ...parts].join("\n"));
}

/** A hash over all that the text of an output is rendered from; undefined where none can be told. */
export type RecipeReader = (output: Output) => string | undefined;

/**
 * Tells from what outputs are rendered: from equal recipes one build of the engine renders equal texts.
 * Of the data only those names count that a template reads, where they are known.
 */
export function recipeReader(templates: TemplateStore): RecipeReader {
  const digestOf = createValueDigest();
  const known = new Map<Output, string | undefined>();
  return (output) => {
    if (!known.has(output)) known.set(output, recipeOf(output, templates, digestOf));
    return known.get(output);
  };
}
