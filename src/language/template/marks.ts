import { problemAt, type TemplateProblem } from "./problem.ts";
import type { Span } from "./syntax.ts";
import { scanTokens, type Token } from "./tokens.ts";
import { isSpace } from "./white-space.ts";

/** What the scanner knows of a mark before white space is taken away around it. */
export interface Mark extends Span {
  readonly kind: "print" | "tag" | "comment";
  readonly trimBefore: boolean;
  readonly trimAfter: boolean;
  readonly tokens: readonly Token[];
  readonly readable: boolean;
}

type Report = (problem: TemplateProblem) => void;

const closers = { "{{": "}}", "{%": "%}", "{#": "#}" } as const;
type Opener = keyof typeof closers;

function openerAt(source: string, at: number): Opener | undefined {
  const opener = source.slice(at, at + 2);
  return opener in closers ? (opener as Opener) : undefined;
}

function nextOpener(source: string, from: number): number {
  let at = source.indexOf("{", from);
  while (at >= 0 && !openerAt(source, at)) at = source.indexOf("{", at + 1);
  return at;
}

function unclosed(opener: Opener, start: number): TemplateProblem {
  const span = { start, end: start + 2 };
  return problemAt("template-syntax", span, {
    message: `\`${opener}\` is not closed`,
    expected: `\`${closers[opener]}\``,
  });
}

function scanComment(source: string, start: number, report: Report): Mark {
  const found = source.indexOf("#}", start + 2);
  if (found < 0) report(unclosed("{#", start));
  const end = found < 0 ? source.length : found + 2;
  return {
    kind: "comment",
    start,
    end,
    trimBefore: source[start + 2] === "-",
    trimAfter: found > start + 2 && source[found - 1] === "-",
    tokens: [],
    readable: true,
  };
}

function scanCode(source: string, start: number, report: Report): Mark {
  const opener = source.startsWith("{{", start) ? "{{" : "{%";
  const trimBefore = source[start + 2] === "-";
  const scan = scanTokens(source, start + (trimBefore ? 3 : 2), closers[opener]);
  for (const problem of scan.problems) report(problem);
  if (!scan.closed && scan.problems.length === 0) report(unclosed(opener, start));
  return {
    kind: opener === "{{" ? "print" : "tag",
    start,
    end: scan.end,
    trimBefore,
    trimAfter: scan.trimAfter,
    tokens: scan.tokens,
    readable: scan.closed && scan.problems.length === 0,
  };
}

/** Where `{% endraw %}` stands, found without backtracking; white space is allowed as in any tag. */
function findRawEnd(source: string, from: number, name: string): Span | undefined {
  for (let at = source.indexOf("{%", from); at >= 0; at = source.indexOf("{%", at + 2)) {
    let word = at + (source[at + 2] === "-" ? 3 : 2);
    while (isSpace(source, word)) word += 1;
    if (!source.startsWith(`end${name}`, word)) continue;
    let end = word + name.length + 3;
    while (isSpace(source, end)) end += 1;
    if (source[end] === "-") end += 1;
    if (source.startsWith("%}", end)) return { start: at, end: end + 2 };
  }
  return undefined;
}

function rawName(mark: Mark): string | undefined {
  const [first, second] = mark.tokens;
  if (mark.kind !== "tag" || first?.kind !== "name" || second?.kind !== "end") return undefined;
  return first.text === "raw" || first.text === "verbatim" ? first.text : undefined;
}

/** Finds every mark of a template, in order; what a raw block holds is text. */
export function scanMarks(source: string, report: Report): readonly Mark[] {
  const marks: Mark[] = [];
  let at = nextOpener(source, 0);
  while (at >= 0) {
    const comment = source[at + 1] === "#";
    const mark = comment ? scanComment(source, at, report) : scanCode(source, at, report);
    const raw = rawName(mark);
    marks.push(raw ? { ...mark, kind: "comment", tokens: [] } : mark);
    let next = mark.end;
    if (raw) next = scanRaw(source, { mark, name: raw }, { marks, report });
    at = nextOpener(source, next);
  }
  return marks;
}

/** The text of a raw block is text; its two tags leave no more than a comment does. */
function scanRaw(
  source: string,
  raw: { readonly mark: Mark; readonly name: string },
  into: { readonly marks: Mark[]; readonly report: Report },
): number {
  const end = findRawEnd(source, raw.mark.end, raw.name);
  if (!end) {
    into.report(
      problemAt("template-syntax", raw.mark, {
        message: `\`${raw.name}\` is not ended`,
        expected: `\`{% end${raw.name} %}\``,
      }),
    );
    return source.length;
  }
  into.marks.push({
    kind: "comment",
    ...end,
    trimBefore: source[end.start + 2] === "-",
    trimAfter: source[end.end - 3] === "-",
    tokens: [],
    readable: true,
  });
  return end.end;
}
