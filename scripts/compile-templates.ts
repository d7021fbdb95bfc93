import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { TEMPLATE_INDEX } from "../src/adapters/template-store.ts";
import { digest } from "../src/language/digest.ts";
import { lineStarts, positionAt } from "../src/language/template/problem.ts";
import { readsOf } from "../src/language/template/reads.ts";
import type { Program } from "../src/language/template/syntax.ts";
import { compileTemplate } from "../src/language/template/template.ts";
import type { TemplateOutline } from "../src/ports.ts";

const ending = ".njk";

/** What the build leaves of a template. */
interface CompiledTemplate {
  readonly outline: TemplateOutline;
  readonly program: Program;
}

function compileFile(
  folder: string,
  path: string,
  report: (line: string) => void,
): CompiledTemplate | undefined {
  const source = readFileSync(join(folder, path), "utf8");
  const { template, problems } = compileTemplate(source);
  const lines = lineStarts(source);
  for (const problem of problems) {
    const { line, column } = positionAt(lines, problem.start);
    const expected = problem.expected ? `; expected ${problem.expected}` : "";
    report(`${folder}/${path}:${line}:${column}: ${problem.message}${expected} [${problem.code}]`);
  }
  if (!template) return undefined;
  const { program } = template;
  return { outline: { hash: digest(source), reads: readsOf(program) }, program };
}

function templatePaths(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

/**
 * Compiles every template of a folder into a file of its own, so that a run reads only those that it
 * uses, and lists them all.
 *
 * @throws Error with one line for each fault: file, line, column and message.
 */
export function compileTemplates(folder: string, outputFolder: string): void {
  const faults: string[] = [];
  const report = (line: string) => void faults.push(line);
  const outlines: Record<string, TemplateOutline> = {};
  for (const path of templatePaths(folder)) {
    const compiled = compileFile(folder, path, report);
    if (!compiled) continue;
    const output = join(outputFolder, `${path}.json`);
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, JSON.stringify(compiled.program));
    outlines[path] = compiled.outline;
  }
  if (faults.length > 0) throw new Error(`The templates have faults:\n${faults.join("\n")}`);
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(join(outputFolder, TEMPLATE_INDEX), JSON.stringify(outlines));
}
