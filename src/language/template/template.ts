import { nearest } from "../nearest.ts";
import { linkExpression } from "./link-expression.ts";
import { type Execute, linkBody } from "./link-statement.ts";
import type { LinkedMacro, Linker } from "./linker.ts";
import { parseTemplate } from "./parse.ts";
import { problemAt, TemplateFault, type TemplateProblem } from "./problem.ts";
import { type ChunkOrigin, capture, count, type Run, type RunInput, startRun } from "./run.ts";
import { fileScope, type Scope } from "./scope.ts";
import type { MacroDefinition, NameNode, Program } from "./syntax.ts";

/** A template that is ready to run any number of times. */
export interface Template {
  readonly program: Program;
  /** Runs it; a fault of the template or its data is a problem, never an exception. */
  readonly run: (input: RunInput) => TemplateResult;
}

/** What one run gives: the pieces of its text, or the fault that ended it. */
export type TemplateResult =
  | {
      readonly ok: true;
      readonly chunks: readonly string[];
      /** Where each piece comes from, if a trace was asked for. */
      readonly origins: readonly ChunkOrigin[];
      /** How many pieces stand before the mark of the imports; -1 where there is no mark. */
      readonly mark: number;
    }
  | { readonly ok: false; readonly problem: TemplateProblem };

interface LinkOptions {
  readonly report: (problem: TemplateProblem) => void;
  /** The names of the data, where they are known before there is any. */
  readonly names?: ReadonlySet<string> | undefined;
}

function checkName(node: NameNode, known: () => readonly string[], options: LinkOptions): void {
  if (!options.names || options.names.has(node.name)) return;
  options.report(
    problemAt("template-unknown-name", node, {
      message: `\`${node.name.slice(0, 100)}\` is not known in this template`,
      suggestions: nearest(node.name, [...known(), ...options.names]),
    }),
  );
}

function collectMacros(
  definitions: readonly MacroDefinition[],
  report: LinkOptions["report"],
): ReadonlyMap<string, LinkedMacro> {
  const macros = new Map<string, LinkedMacro>();
  for (const definition of definitions) {
    if (macros.has(definition.name)) {
      report(
        problemAt("template-syntax", definition, {
          message: `A second macro is called \`${definition.name}\``,
        }),
      );
    }
    macros.set(definition.name, { definition, run: () => "" });
  }
  return macros;
}

/** A macro's body sees its parameters, the variables of the file and the data. */
function linkMacro(macro: LinkedMacro, file: Scope, linker: Linker): void {
  const scope = file.macro();
  const { definition } = macro;
  const defaults = definition.parameters.map(({ default: value }) =>
    value ? linkExpression(value, scope, linker) : undefined,
  );
  for (const { name } of definition.parameters) scope.declare(name);
  const before = linker.nodes;
  const body = linkBody(definition.body, scope, linker);
  const cost = linker.nodes - before + 1;
  macro.run = (run, given) => {
    count(run, cost, definition);
    const outer = run.macro;
    const values = given.map((value, index) => value ?? defaults[index]?.(run));
    run.macro = values;
    const text = capture(run, body, definition);
    run.macro = outer;
    return text;
  };
}

function resultOf(run: Run, body: Execute): TemplateResult {
  try {
    body(run);
    return { ok: true, chunks: run.chunks, origins: run.origins ?? [], mark: run.mark };
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    return { ok: false, problem: error.problem };
  }
}

/** Turns a program into functions. Nothing of a template is ever evaluated as code. */
function link(program: Program, options: LinkOptions): Template {
  const macros = collectMacros(program.macros, options.report);
  const linker: Linker = {
    report: options.report,
    checkName: (node, known) => checkName(node, known, options),
    macros,
    macroNames: () => [...macros.keys()],
    resolved: new WeakMap(),
    read: new Set(),
    frame: "file",
    nodes: 0,
    depth: 0,
    loops: 0,
  };
  const scope = fileScope();
  const body = linkBody(program.body, scope, linker);
  linker.frame = "macro";
  for (const macro of macros.values()) linkMacro(macro, scope, linker);
  const slots = { file: scope.size(), loops: linker.loops };
  return { program, run: (input) => resultOf(startRun(input, slots), body) };
}

/** A template, or what is wrong with it. */
export interface Compiled {
  /** Absent where there are problems. */
  readonly template?: Template;
  readonly problems: readonly TemplateProblem[];
}

function byPlace(a: TemplateProblem, b: TemplateProblem): number {
  return a.start - b.start || a.end - b.end;
}

function compile(source: string, names?: ReadonlySet<string>): Compiled {
  const { program, problems: faults, tagsRead } = parseTemplate(source);
  const problems = [...faults];
  const report = (problem: TemplateProblem) => void problems.push(problem);
  const template = link(program, { report, names: tagsRead ? names : undefined });
  problems.sort(byPlace);
  return problems.length > 0 ? { problems } : { template, problems };
}

/** Compiles a template's source; all faults that can be seen without its data are found. */
export function compileTemplate(source: string): Compiled {
  return compile(source);
}

/** Links a program that was compiled before. @throws TemplateFault where it is none of ours. */
export function loadTemplate(program: Program): Template {
  return link(program, {
    report(problem) {
      throw new TemplateFault(problem.code, problem, problem);
    },
  });
}

/**
 * Everything that is wrong with a template before there is data.
 *
 * @param names - The names that the data will have at its top.
 */
export function checkTemplate(
  source: string,
  names: ReadonlySet<string>,
): readonly TemplateProblem[] {
  return compile(source, names).problems;
}
