import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place, Range } from "../../model/diagnostic.ts";
import type { RenderedFile } from "../../model/output.ts";
import type { FormatError } from "../../ports.ts";

/** The line that an error is in: the last one that holds something, where the text ends too soon. */
function faultyLine(text: string, line: number): number {
  const lines = text.split("\n");
  let at = Math.min(line, lines.length);
  while (at > 1 && (lines[at - 1] ?? "").trim() === "") at -= 1;
  return at;
}

function wholeLine(line: number): Range {
  return { start: { line, column: 1 }, end: { line: line + 1, column: 1 } };
}

function generatedPlace({ output, text }: RenderedFile, error: FormatError): Place {
  const { path } = output;
  if (error.line === undefined) return { file: path };
  const line = faultyLine(text, error.line);
  const { end } = wholeLine(line);
  const column = line === error.line ? (error.column ?? 1) : 1;
  return { file: path, text, range: { start: { line, column }, end } };
}

/** A line of a text as offsets, without its line break. */
function lineWithin(text: string, line: number) {
  const before = text.split("\n").slice(0, line - 1);
  const start = before.reduce((length, each) => length + each.length + 1, 0);
  const end = text.indexOf("\n", start);
  return { start, end: end < 0 ? text.length : end };
}

/** The line of the template that made the line with the error; all of it where none can be told. */
function templatePlace(file: RenderedFile, error: FormatError): Place {
  const { template } = file.output;
  const line =
    error.line === undefined ? undefined : file.templateLine(faultyLine(file.text, error.line));
  if (template.kind === "embedded") {
    const within = line === undefined ? {} : { within: lineWithin(template.text, line) };
    return { file: template.file, pointer: template.pointer, ...within };
  }
  return { file: file.templateFile, ...(line === undefined ? {} : { range: wholeLine(line) }) };
}

/** A generated text that does not parse: points at the line of the template that made it. */
export function invalidText(file: RenderedFile, error: FormatError): Diagnostic {
  const { path, template } = file.output;
  const isEmbedded = template.kind === "embedded" && path.endsWith(".py");
  return fault(isEmbedded ? "prose-template" : "invalid-generated-text", {
    message: `\`${path}\` would not parse: ${error.message}`,
    place: templatePlace(file, error),
    related: [{ place: generatedPlace(file, error), message: "the generated line" }],
    help: isEmbedded
      ? "Where it is prose, write code in its place, or remove it and add a template file"
      : "Mend the template; nothing was written",
  });
}
