import { fault } from "../../diagnostics/catalogue.ts";
import { lineStarts, positionAt, type TemplateProblem } from "../../language/template/problem.ts";
import type { Program } from "../../language/template/syntax.ts";
import { compileTemplate, loadTemplate, type Template } from "../../language/template/template.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Origin } from "../../model/document.ts";
import type { Output } from "../../model/output.ts";
import type { StoredTemplate, TemplateStore } from "../../ports.ts";

/** A template of this run, or the faults that it has in itself. */
export interface FoundTemplate {
  readonly file: string;
  readonly origin: Origin;
  readonly template?: Template;
  /** Reported for the first output that needs it. */
  readonly diagnostics: readonly Diagnostic[];
  /** Makes a diagnostic of a fault in it. */
  readonly locate: (problem: TemplateProblem) => Diagnostic;
}

function diagnose(problem: TemplateProblem, place: Place): Diagnostic {
  const { code, start: _start, end: _end, ...details } = problem;
  return fault(code, { ...details, place });
}

/** Locates faults by line and column of a file. */
function inFile(file: string, lines: readonly number[]): FoundTemplate["locate"] {
  return (problem) => {
    const range = {
      start: positionAt(lines, problem.start),
      end: positionAt(lines, problem.end),
    };
    return diagnose(problem, { file, range });
  };
}

function fromSource(
  text: string,
  at: Pick<FoundTemplate, "file" | "origin" | "locate">,
): FoundTemplate {
  const { template, problems } = compileTemplate(text);
  return { ...at, ...(template ? { template } : {}), diagnostics: problems.map(at.locate) };
}

function findEmbedded(source: Extract<Output["template"], { kind: "embedded" }>): FoundTemplate {
  const { file, origin, pointer, text } = source;
  const locate = (problem: TemplateProblem) => {
    const within = { start: problem.start, end: problem.end };
    return diagnose(problem, { file, pointer, within });
  };
  return fromSource(text, { file, origin, locate });
}

function missing(output: Output, path: string): FoundTemplate {
  const diagnostic = fault("template-missing", {
    message: `There is no template for \`${output.path}\``,
    place: output.place,
    expected: `\`templates/${path}\``,
    help: `\`${output.use}\` generates the file: add the template, or remove the path from \`generates\``,
  });
  const locate = () => diagnostic;
  return { file: `templates/${path}`, origin: "project", diagnostics: [diagnostic], locate };
}

function unreadable({ file, origin }: StoredTemplate, reason: string): FoundTemplate {
  const diagnostic = fault("unreadable-file", {
    message: `The template \`${file}\` cannot be read: ${reason}`,
    place: { file },
    expected: "a text file in UTF-8",
  });
  return { file, origin, diagnostics: [diagnostic], locate: () => diagnostic };
}

const loaded = new WeakMap<Program, Template>();

/** A process that renders again and again is given the same programs. */
function load(program: Program): Template {
  const template = loaded.get(program) ?? loadTemplate(program);
  loaded.set(program, template);
  return template;
}

function findFile(path: string, output: Output, templates: TemplateStore): FoundTemplate {
  const stored = templates.find(path);
  if (!stored) return missing(output, path);
  const { file, origin } = stored;
  if (stored.kind === "source") {
    const locate = inFile(file, lineStarts(stored.text));
    return fromSource(stored.text, { file, origin, locate });
  }
  if (stored.kind === "unreadable") return unreadable(stored, stored.reason);
  const template = load(stored.program);
  const locate = inFile(file, template.program.lines);
  return { file, origin, template, diagnostics: [], locate };
}

/** Finds templates; each is compiled once, however many outputs it has. */
export function createTemplateFinder(templates: TemplateStore): (output: Output) => FoundTemplate {
  const found = new Map<string, FoundTemplate>();
  return (output) => {
    const { template } = output;
    const key =
      template.kind === "file"
        ? template.path
        : `${template.file}#${template.pointer}\n${template.text}`;
    const known = found.get(key);
    if (known) return known;
    const fresh =
      template.kind === "file"
        ? findFile(template.path, output, templates)
        : findEmbedded(template);
    found.set(key, fresh);
    return fresh;
  };
}
