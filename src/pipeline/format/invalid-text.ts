import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place, Range } from "../../model/diagnostic.ts";
import type { RenderedFile } from "../../model/output.ts";
import type { FormatError } from "../../ports.ts";

function wholeLine(line: number, text: string): Range {
  const length = (text.split("\n")[line - 1] ?? "").length;
  return { start: { line, column: 1 }, end: { line, column: Math.max(length, 1) + 1 } };
}

function generatedPlace(file: RenderedFile, error: FormatError): Place {
  const { path } = file.output;
  if (error.line === undefined) return { file: path };
  const range = wholeLine(error.line, file.text);
  const start = { line: error.line, column: error.column ?? range.start.column };
  return { file: path, text: file.text, range: { start, end: range.end } };
}

/** A generated text that does not parse: points at the line of the template that made it. */
export function invalidText(file: RenderedFile, error: FormatError): Diagnostic {
  const { path, template } = file.output;
  const generated = generatedPlace(file, error);
  const line = error.line === undefined ? undefined : file.templateLine(error.line);
  const origin =
    template.kind === "embedded"
      ? { file: template.file, pointer: template.pointer }
      : { file: file.templateFile };
  const range =
    line === undefined ? {} : { range: { start: { line, column: 1 }, end: { line, column: 2 } } };
  return fault("invalid-generated-text", {
    message: `\`${path}\` would not parse: ${error.message}`,
    place: template.kind === "embedded" ? origin : { ...origin, ...range },
    related: [{ place: generated, message: "the generated line" }],
    help: "Mend the template; nothing was written",
  });
}
