import type { Diagnostic } from "../model/diagnostic.ts";
import { exitCodeOf } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";
import type { Session } from "./session.ts";
import { showFiles } from "./shown-files.ts";
import { readSource, rootOf } from "./sources.ts";

/** More diagnostics than this are for programs to read. */
const SHOWN = 50;

async function located(outcome: Outcome, session: Session): Promise<readonly Diagnostic[]> {
  if (outcome.diagnostics.length === 0) return [];
  const { locate } = await import("../diagnostics/locate.ts");
  return locate(outcome.diagnostics, (file) => readSource(file, outcome, session));
}

async function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  outcome: Outcome,
  session: Session,
): Promise<void> {
  const { terminal, workingFolder } = session;
  const { renderText } = await import("../diagnostics/render-text.ts");
  const root = rootOf(outcome, session);
  const shown = showFiles(diagnostics.slice(0, SHOWN), { root, workingFolder });
  const sourceOf = (file: string) => readSource(shown.original(file), outcome, session);
  terminal.err(renderText(shown.diagnostics, { sourceOf, colors: terminal.colors }));
  const more = diagnostics.length - SHOWN;
  if (more > 0) terminal.err(`and ${more} more; \`--json\` prints them all\n`);
}

/** Prints what a command gave: data on stdout, faults and advice on stderr. */
export async function report(outcome: Outcome, session: Session): Promise<void> {
  const { terminal, options } = session;
  const diagnostics = await located(outcome, session);
  if (options.json) {
    const { renderEnvelope } = await import("../diagnostics/render-json.ts");
    const exitCode = outcome.exitCode ?? exitCodeOf(diagnostics);
    const [command = ""] = session.operands;
    terminal.out(renderEnvelope({ command, exitCode, diagnostics, result: outcome.result }));
    return;
  }
  if (outcome.text !== "") terminal.out(`${outcome.text}\n`);
  if (diagnostics.length > 0) await printDiagnostics(diagnostics, outcome, session);
  if (outcome.next !== undefined && outcome.next.length > 0) {
    const lines = outcome.next.map((line) => `  ${terminal.colors.cyan(line)}\n`);
    terminal.err(`\nNext:\n${lines.join("")}`);
  }
}
