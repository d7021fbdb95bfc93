import { fault } from "../../diagnostics/catalogue.ts";
import type { JsonProblem } from "../../diagnostics/source/json-node.ts";
import { parseJsonTree } from "../../diagnostics/source/json-tree.ts";
import { type Lines, linesOf, rangeBetween } from "../../diagnostics/source/lines.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { SourceText } from "./source-text.ts";

/** Every fault of a text that is not the JSON we take, with its range. At least one. */
export function syntaxFaults(source: SourceText): readonly Diagnostic[] {
  const lines = linesOf(source.text);
  const { problems } = parseJsonTree(source.text);
  if (problems.length === 0) {
    throw new Error(`JSON.parse and the JSON reader disagree about ${source.file}`);
  }
  return problems.map((problem) => toDiagnostic(problem, source.file, lines));
}

function toDiagnostic(problem: JsonProblem, file: string, lines: Lines): Diagnostic {
  const { code, start, end, related, replacement, pointer, ...details } = problem;
  const placed = (from: number, to: number): Place => ({
    file,
    pointer,
    range: rangeBetween(lines, from, to),
  });
  const place = placed(start, end);
  return fault(code, {
    ...details,
    place,
    ...(related
      ? { related: [{ message: related.message, place: placed(related.start, related.end) }] }
      : {}),
    ...(replacement === undefined ? {} : { fix: fixOf(replacement, place) }),
  });
}

function fixOf(text: string, place: Place) {
  return {
    description: text === "" ? "Remove it" : `Write \`${text}\``,
    edits: [{ place, text }],
  };
}
