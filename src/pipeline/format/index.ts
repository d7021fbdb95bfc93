import { fault } from "../../diagnostics/catalogue.ts";
import { digest } from "../../language/digest.ts";
import { holdsOnlyExpressions } from "../../language/python/only-expressions.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { FormattedFile, FormattedText, RenderedFile } from "../../model/output.ts";
import { FormatError, type Formatters, type PythonSyntax } from "../../ports.ts";
import { invalidText } from "./invalid-text.ts";

/** What `format` needs of the outside. */
export interface FormatContext {
  readonly formatters: Formatters;
  readonly python: PythonSyntax;
  /** The formatted text of a rendered text that was formatted before, if it is still there. */
  readonly reuse: (path: string, renderedHash: string) => FormattedText | null;
}

/** An embedded template that is only prose would make a file of nothing but expressions. */
async function isProse(file: RenderedFile, python: PythonSyntax): Promise<boolean> {
  const { template, path } = file.output;
  if (template.kind !== "embedded" || !path.endsWith(".py")) return false;
  const module = await python.parse(file.text);
  return module !== null && holdsOnlyExpressions(module);
}

function prose(file: RenderedFile): Diagnostic {
  const { template, path, use } = file.output;
  const { file: document, pointer } =
    template.kind === "embedded" ? template : { file: template.path, pointer: "" };
  return fault("prose-template", {
    message: `The template of \`${use}\` is prose: \`${path}\` would hold no statement of Python`,
    place: { file: document, pointer },
    expected: "a template that renders to Python statements",
    help: "Write code in `embedded_code`, or remove it and add a template file",
  });
}

async function formatOne(file: RenderedFile, context: FormatContext): Promise<string> {
  const formatter = await context.formatters.for(file.output.path, file.origin);
  return formatter ? formatter.format(file.output.path, file.text) : file.text;
}

async function formatNew(file: RenderedFile, context: FormatContext): Promise<Result<string>> {
  try {
    if (await isProse(file, context.python)) return { value: "", diagnostics: [prose(file)] };
    return { value: await formatOne(file, context), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { value: "", diagnostics: [invalidText(file, error)] };
  }
}

/** Gives every rendered file its final form; what did not change since the last run is reused. */
export async function format(
  files: readonly RenderedFile[],
  context: FormatContext,
): Promise<Result<readonly FormattedFile[]>> {
  const formatted: FormattedFile[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  for (const file of files) {
    const renderedHash = digest(file.text);
    const known = context.reuse(file.output.path, renderedHash);
    if (known) {
      formatted.push({ output: file.output, renderedHash, ...known });
      continue;
    }
    const result = await formatNew(file, context);
    for (const diagnostic of result.diagnostics) {
      const key = JSON.stringify([diagnostic.code, diagnostic.place]);
      // One template makes many files: what is wrong in a line of it is said once.
      diagnostics.set(key, diagnostics.get(key) ?? diagnostic);
    }
    if (result.diagnostics.length > 0) continue;
    const text = result.value;
    formatted.push({ output: file.output, text, renderedHash, formattedHash: digest(text) });
  }
  return { value: formatted, diagnostics: [...diagnostics.values()] };
}
