import { nearest } from "../nearest.ts";
import { type Cursor, createCursor, unexpected } from "./cursor.ts";
import { limits } from "./limits.ts";
import { type Blocks, createBlocks } from "./parse-blocks.ts";
import { parseExpression, parseWholeExpression } from "./parse-expression.ts";
import { isVariableName } from "./parse-primary.ts";
import { lineStarts, TemplateFault, type TemplateProblem } from "./problem.ts";
import { type CodeSegment, segments } from "./segments.ts";
import type { Expression, MacroParameter, Program } from "./syntax.ts";
import type { Token } from "./tokens.ts";

/** A template's program, as far as it could be read, and every fault of its syntax. */
export interface Parsed {
  readonly program: Program;
  readonly problems: readonly TemplateProblem[];
  /** False where a tag could not be read, so that names it would have made known are missing. */
  readonly tagsRead: boolean;
}

type Report = (problem: TemplateProblem) => void;
type TagParser = (cursor: Cursor, tag: Token, blocks: Blocks) => void;

const tags: Readonly<Record<string, TagParser>> = {
  if: (cursor, tag, blocks) => blocks.openIf(tag, parseWholeExpression(cursor)),
  elif: (cursor, tag, blocks) => blocks.elseIf(tag, parseWholeExpression(cursor)),
  elseif: (cursor, tag, blocks) => blocks.elseIf(tag, parseWholeExpression(cursor)),
  else: endOf((tag, blocks) => blocks.otherwise(tag)),
  endif: endOf((tag, blocks) => blocks.close("if", tag)),
  for: parseFor,
  endfor: endOf((tag, blocks) => blocks.close("for", tag)),
  set: parseSet,
  endset: endOf((tag, blocks) => blocks.close("set", tag)),
  macro: parseMacro,
  endmacro: endOf((tag, blocks) => blocks.close("macro", tag)),
};

/** Tags of Nunjucks and Jinja2 that templates do without, and what to do instead. */
const unaccepted = new Map<string, string>([
  ["include", "Print the text here, or put what repeats into a macro of this file"],
  ["extends", "Each file has one template; write its whole text here"],
  ["import", "Macros are used in the file that defines them"],
  [
    "from",
    "Macros are used in the file that defines them; Python's imports are recorded with the filter `name`",
  ],
  ["block", "Each file has one template; remove the block's tags"],
  ["call", "Give the text to the macro as an argument"],
  [
    "filter",
    "Use the filter on a value: `{{ value | upper }}`, or on a name that `{% set %}` gives to the text",
  ],
  ["switch", "Use `{% if %}` and `{% elif %}`"],
  ["asyncEach", "Use `{% for %}`"],
  ["asyncAll", "Use `{% for %}`"],
  ["ifAsync", "Use `{% if %}`"],
  ["with", "Use `{% set %}`"],
  ["do", "Use `{% set %}`"],
  ["autoescape", "Nothing is escaped but by filters; remove the tag"],
]);

function endOf(act: (tag: Token, blocks: Blocks) => void): TagParser {
  return (cursor, tag, blocks) => {
    cursor.expectEnd();
    act(tag, blocks);
  };
}

function variableName(cursor: Cursor, what: string): Token {
  const token = cursor.expectName(what);
  if (!isVariableName(token.text)) throw unexpected(token, what);
  return token;
}

function parseFor(cursor: Cursor, tag: Token, blocks: Blocks): void {
  const names = [variableName(cursor, "the name of a variable").text];
  while (cursor.accept(",")) names.push(variableName(cursor, "the name of a variable").text);
  cursor.expect("in", "after the variable");
  blocks.openFor(tag, { names, list: parseWholeExpression(cursor) });
}

function parseSet(cursor: Cursor, tag: Token, blocks: Blocks): void {
  const names = [variableName(cursor, "the name of a variable")];
  while (cursor.accept(",")) names.push(variableName(cursor, "the name of a variable"));
  if (cursor.accept("=")) {
    const value = parseWholeExpression(cursor);
    for (const name of names) blocks.set(name, value);
    return;
  }
  const [name, second] = names;
  if (second) throw unexpected(cursor.peek(), "`=`");
  if (cursor.peek().kind !== "end") throw unexpected(cursor.peek(), "`=` or the end of the tag");
  if (name) blocks.openSet(tag, name);
}

function parseParameter(cursor: Cursor): MacroParameter {
  const name = variableName(cursor, "the name of a parameter");
  const value: Expression | null = cursor.accept("=") ? parseExpression(cursor) : null;
  return { name: name.text, default: value, start: name.start, end: name.end };
}

function parseMacro(cursor: Cursor, tag: Token, blocks: Blocks): void {
  const name = variableName(cursor, "the name of the macro");
  cursor.expect("(", "after the macro's name");
  const parameters: MacroParameter[] = [];
  while (cursor.peek().text !== ")") {
    parameters.push(parseParameter(cursor));
    if (!cursor.accept(",")) break;
  }
  cursor.expect(")", "or `,`");
  cursor.expectEnd();
  blocks.openMacro(tag, { name, parameters });
}

function unknownTag(tag: Token): TemplateFault {
  const help = unaccepted.get(tag.text) ?? unaccepted.get(tag.text.replace(/^end/, ""));
  if (help) {
    return new TemplateFault("template-unaccepted", tag, {
      message: `The tag \`${tag.text}\` is not part of templates`,
      help,
    });
  }
  return new TemplateFault("template-syntax", tag, {
    message: `The tag \`${tag.text.slice(0, 40)}\` does not exist`,
    suggestions: nearest(tag.text, [...Object.keys(tags), "raw", "endraw"]),
  });
}

function parseTag(segment: CodeSegment, blocks: Blocks): void {
  const cursor = createCursor(segment.tokens, segment);
  const tag = cursor.expectName("the name of a tag");
  if (blocks.endsUnreadable(tag)) return;
  if (!Object.hasOwn(tags, tag.text)) throw unknownTag(tag);
  tags[tag.text]?.(cursor, tag, blocks);
}

/** `{{ imports }}` is a mark, not a value: it is filled when the text is done. */
function parsePrint(segment: CodeSegment, blocks: Blocks): void {
  const value = parseWholeExpression(createCursor(segment.tokens, segment));
  const { start, end } = segment;
  if (value.kind === "name" && value.name === "imports") blocks.imports(value);
  else blocks.add({ kind: "print", value, start, end });
}

/** @returns whether the mark could be read. */
function parseMark(segment: CodeSegment, blocks: Blocks, report: Report): boolean {
  try {
    if (!segment.readable) return false;
    if (segment.kind === "print") parsePrint(segment, blocks);
    else parseTag(segment, blocks);
    return true;
  } catch (error) {
    if (!(error instanceof TemplateFault)) throw error;
    report(error.problem);
    return false;
  }
}

/**
 * Parses a template. A mark with a fault is left out and the rest is read, so that all faults are
 * reported; the program may run only where there are none.
 */
export function parseTemplate(source: string): Parsed {
  const problems: TemplateProblem[] = [];
  const report: Report = (problem) => {
    if (problems.length < limits.problems) problems.push(problem);
  };
  const blocks = createBlocks(report);
  let tagsRead = true;
  for (const segment of segments(source, report)) {
    if (segment.kind === "text") {
      const text = source.slice(segment.start, segment.end).replaceAll("\r\n", "\n");
      blocks.add({ kind: "text", text, start: segment.start, end: segment.end });
    } else if (!parseMark(segment, blocks, report) && segment.kind === "tag") {
      tagsRead = false;
      const [tag] = segment.tokens;
      if (tag) blocks.recover(tag);
    }
  }
  blocks.finish();
  return { program: { ...blocks.result(), lines: lineStarts(source) }, problems, tagsRead };
}
