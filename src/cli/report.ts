import type { Diagnostic } from "../model/diagnostic.ts";
import { exitCodeOf } from "./exit-code.ts";
import { commandWords } from "./global-options.ts";
import type { Outcome } from "./outcome.ts";
import type { Session } from "./session.ts";
import { readSource } from "./sources.ts";

async function located(outcome: Outcome, session: Session): Promise<readonly Diagnostic[]> {
  if (outcome.diagnostics.length === 0) return [];
  const { locate } = await import("../diagnostics/locate.ts");
  return locate(outcome.diagnostics, (file) => readSource(file, outcome, session));
}

/** Prints what a command gave: data on stdout, faults and advice on stderr. */
export async function report(outcome: Outcome, session: Session): Promise<void> {
  const { terminal, options } = session;
  const diagnostics = await located(outcome, session);
  if (options.json) {
    const { renderEnvelope } = await import("../diagnostics/render-json.ts");
    const exitCode = outcome.exitCode ?? exitCodeOf(diagnostics);
    const [command = ""] = commandWords(session.words);
    terminal.out(renderEnvelope({ command, exitCode, diagnostics, result: outcome.result }));
    return;
  }
  if (outcome.text !== "") terminal.out(`${outcome.text}\n`);
  if (diagnostics.length > 0) {
    const { renderText } = await import("../diagnostics/render-text.ts");
    const sourceOf = (file: string) => readSource(file, outcome, session);
    terminal.err(renderText(diagnostics, { sourceOf, colors: terminal.colors }));
  }
  if (outcome.next !== undefined && outcome.next.length > 0) {
    const lines = outcome.next.map((line) => `  ${terminal.colors.cyan(line)}\n`);
    terminal.err(`\nNext:\n${lines.join("")}`);
  }
}
