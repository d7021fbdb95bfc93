import { createImportBlock } from "../../../src/language/template/import-block.ts";
import type { TemplateProblem } from "../../../src/language/template/problem.ts";
import { compileTemplate, loadTemplate } from "../../../src/language/template/template.ts";

/** What a template gave: its text, or its faults. */
export type Outcome = { readonly text: string } | { readonly problems: readonly TemplateProblem[] };

/** Compiles, stores as a build would, and runs a template. */
export function runTemplate(source: string, data: object = {}): Outcome {
  const { template, problems } = compileTemplate(source);
  if (!template) return { problems };
  const stored = loadTemplate(JSON.parse(JSON.stringify(template.program)));
  const own = Object.assign(Object.create(null), data);
  const result = stored.run({ data: own, names: createImportBlock(new Set()) });
  return result.ok ? { text: result.chunks.join("") } : { problems: [result.problem] };
}

/** The text of a template that has no faults. @throws Error where it has. */
export function textOf(source: string, data: object = {}): string {
  const outcome = runTemplate(source, data);
  if ("text" in outcome) return outcome.text;
  throw new Error(JSON.stringify(outcome.problems));
}

/** The first fault of a template. @throws Error where it has none. */
export function faultOf(source: string, data: object = {}): TemplateProblem {
  const outcome = runTemplate(source, data);
  const problem = "problems" in outcome ? outcome.problems[0] : undefined;
  if (problem) return problem;
  throw new Error("The template has no fault");
}
