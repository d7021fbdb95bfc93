import { fault } from "../../diagnostics/catalogue.ts";
import { tellOnce } from "../../diagnostics/tell-once.ts";
import { createImportBlock, type ImportBlock } from "../../language/template/import-block.ts";
import type { ImportGroups } from "../../language/template/import-order.ts";
import type { Template, TemplateResult } from "../../language/template/template.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Output, RenderedFile, Rendering } from "../../model/output.ts";
import type { TemplateStore } from "../../ports.ts";
import { embeddedImports } from "./embedded-imports.ts";
import { createTemplateFinder, type FoundTemplate } from "./find-template.ts";
import { type Placed, placeAtHead, placeAtMark } from "./place-imports.ts";
import { templateLines } from "./template-lines.ts";

/** What `render` needs beside the outputs. */
export interface RenderContext {
  readonly templates: TemplateStore;
  readonly target: { readonly standardLibrary: readonly string[] };
}

type Finished = Extract<TemplateResult, { ok: true }>;

/** What the outputs of one run share. */
interface Shared {
  readonly find: (output: Output) => FoundTemplate;
  readonly standardLibrary: ReadonlySet<string>;
  /** By the package of the use: one for a whole project. */
  readonly groups: Map<unknown, ImportGroups>;
}

function groupsOf(output: Output, shared: Shared): ImportGroups {
  const own = output.data.package;
  const known = shared.groups.get(own);
  if (known) return known;
  const firstParty = new Set(typeof own === "string" ? [own, "tests"] : ["tests"]);
  const groups = { standardLibrary: shared.standardLibrary, firstParty };
  shared.groups.set(own, groups);
  return groups;
}

function startBlock(output: Output): { block: ImportBlock; diagnostics: readonly Diagnostic[] } {
  const block = createImportBlock(new Set(output.avoid));
  if (output.template.kind === "file") return { block, diagnostics: [] };
  const { names, diagnostics } = embeddedImports(output);
  block.add(names);
  return { block, diagnostics };
}

function missingMark(output: Output, found: FoundTemplate): Diagnostic {
  return fault("template-imports", {
    message: `The template of \`${output.path}\` uses names that must be imported, and has no place for imports`,
    place: {
      file: found.file,
      range: { start: { line: 1, column: 1 }, end: { line: 1, column: 1 } },
    },
    help: "Put `{{ imports }}` on a line of its own, below the docstring",
  });
}

function lengthOf(chunks: readonly string[], end: number): number {
  let length = 0;
  for (let index = 0; index < end; index += 1) length += chunks[index]?.length ?? 0;
  return length;
}

/** The text with its imports; undefined where there is no place for them. */
function place(finished: Finished, output: Output, imports: string): Placed | undefined {
  const text = finished.chunks.join("");
  if (finished.mark >= 0) {
    const mark = lengthOf(finished.chunks, finished.mark);
    return placeAtMark(text, mark, imports);
  }
  if (imports === "") return { text, originalOffset: (offset) => offset };
  return output.template.kind === "embedded" ? placeAtHead(text, imports) : undefined;
}

/** Runs the template again with a trace: only when somebody asks where a line comes from. */
function lineFinder(
  template: Template,
  output: Output,
  placed: Placed,
): RenderedFile["templateLine"] {
  let find: RenderedFile["templateLine"] | undefined;
  return (line) => {
    if (!find) {
      const { block } = startBlock(output);
      const traced = template.run({ data: output.data, names: block, trace: true });
      const { lines } = template.program;
      const trace = traced.ok ? traced : { chunks: [], origins: [] };
      find = templateLines({ ...trace, templateLines: lines }, placed.text, placed.originalOffset);
    }
    return find(line);
  };
}

function renderOne(output: Output, shared: Shared): Rendering {
  const found = shared.find(output);
  const { template } = found;
  if (!template) return { value: undefined, diagnostics: found.diagnostics };
  const { block, diagnostics } = startBlock(output);
  const result = template.run({ data: output.data, names: block });
  if (!result.ok)
    return { value: undefined, diagnostics: [...diagnostics, found.locate(result.problem)] };
  const imports = block.isEmpty() ? "" : block.print(groupsOf(output, shared));
  const placed = place(result, output, imports);
  if (!placed)
    return { value: undefined, diagnostics: [...diagnostics, missingMark(output, found)] };
  const file: RenderedFile = {
    output,
    text: placed.text,
    origin: found.origin,
    templateFile: found.file,
    templateLine: lineFinder(template, output, placed),
  };
  return { value: file, diagnostics };
}

/**
 * Renders outputs, each when it is asked for, so that one can be formatted while the next is rendered.
 * Templates see data only and run within limits; a fault in one says nothing of the others.
 */
export function* render(
  outputs: readonly Output[],
  context: RenderContext,
): Generator<Rendering, void> {
  const shared: Shared = {
    find: createTemplateFinder(context.templates),
    standardLibrary: new Set(context.target.standardLibrary),
    groups: new Map(),
  };
  const fresh = tellOnce(({ code, message, place }) => [code, message, place]);
  for (const output of outputs) {
    const { value, diagnostics } = renderOne(output, shared);
    yield { value, diagnostics: fresh(diagnostics) };
  }
}
