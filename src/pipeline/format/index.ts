import { fault } from "../../diagnostics/catalogue.ts";
import { tellOnce } from "../../diagnostics/tell-once.ts";
import { digest } from "../../language/digest.ts";
import { holdsOnlyExpressions } from "../../language/python/only-expressions.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { FormattedFile, FormattedText, RenderedFile, Rendering } from "../../model/output.ts";
import { FormatError, type Formatter, type Formatters, type PythonSyntax } from "../../ports.ts";
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

/** One file in its final form; undefined where it has a fault. */
type Formatting = Result<FormattedFile | undefined>;

/** A file whose form is under way; in an object, as whoever begins it does not wait for it. */
interface Begun {
  readonly end: Promise<Formatting>;
}

/** A formatter that runs in a thread of its own is asked before this is left for the first time. */
async function formatNew(
  file: RenderedFile,
  renderedHash: string,
  formatter: Formatter | null,
): Promise<Formatting> {
  const { output } = file;
  try {
    const text = formatter ? await formatter.format(output.path, file.text) : file.text;
    return { value: { output, text, renderedHash, formattedHash: digest(text) }, diagnostics: [] };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { value: undefined, diagnostics: [invalidText(file, error)] };
  }
}

function ended(value: FormattedFile | undefined, diagnostics: readonly Diagnostic[] = []): Begun {
  return { end: Promise.resolve({ value, diagnostics }) };
}

async function begin(file: RenderedFile, context: FormatContext): Promise<Begun> {
  const { output } = file;
  const renderedHash = digest(file.text);
  const known = context.reuse(output.path, renderedHash);
  if (known) return ended({ output, renderedHash, ...known });
  if (await isProse(file, context.python)) return ended(undefined, [prose(file)]);
  const formatter = await context.formatters.for(output.path, file.origin);
  return { end: formatNew(file, renderedHash, formatter) };
}

/** How many files may wait for their form: enough that rendering goes on, and few enough to hold. */
const AHEAD = 100;

/**
 * Gives every rendered file its final form, while the next ones are rendered; what did not change since
 * the last run is reused.
 *
 * @returns the files, with what was told of their rendering and their form.
 */
export async function format(
  renderings: Iterable<Rendering>,
  context: FormatContext,
): Promise<Result<readonly FormattedFile[]>> {
  const told: Diagnostic[] = [];
  const faults: Diagnostic[] = [];
  const formatted: FormattedFile[] = [];
  const waiting: Promise<Formatting>[] = [];
  // The message names the file; what is wrong in a line of the template is the same in all.
  const fresh = tellOnce(({ code, place }) => [code, place]);

  function add({ value, diagnostics }: Formatting): void {
    if (value) formatted.push(value);
    faults.push(...fresh(diagnostics));
  }

  for (const { value: file, diagnostics } of renderings) {
    told.push(...diagnostics);
    if (!file) continue;
    const { end } = await begin(file, context);
    // Whoever waits for it is told; until then it is no rejection that nobody handles.
    end.catch(() => undefined);
    waiting.push(end);
    const oldest = waiting.length > AHEAD ? waiting.shift() : undefined;
    if (oldest) add(await oldest);
  }
  for (const end of waiting) add(await end);
  return { value: formatted, diagnostics: [...told, ...faults] };
}
