import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Position } from "../../model/diagnostic.ts";
import type { Span } from "./syntax.ts";

/** A fault of a template before anybody knows which file it stands in. */
export interface TemplateProblem extends Span {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly expected?: string;
  readonly suggestions?: readonly string[];
  readonly help?: string;
}

/** What a fault says beside its code and its place. */
export type ProblemDetails = Omit<TemplateProblem, "code" | "start" | "end">;

/** Makes a problem of its parts. */
export function problemAt(
  code: DiagnosticCode,
  span: Span,
  details: ProblemDetails,
): TemplateProblem {
  return { code, start: span.start, end: span.end, ...details };
}

/** Ends a parse or a render at its first fault; never leaves this folder. */
export class TemplateFault extends Error {
  readonly problem: TemplateProblem;

  constructor(code: DiagnosticCode, span: Span, details: ProblemDetails) {
    super(details.message);
    this.name = "TemplateFault";
    this.problem = problemAt(code, span, details);
  }
}

/** Where each line of a text starts. */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The line and column of an offset, both from 1. */
export function positionAt(lines: readonly number[], offset: number): Position {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}
