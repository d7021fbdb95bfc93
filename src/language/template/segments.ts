import { limits } from "./limits.ts";
import { scanMarks } from "./marks.ts";
import { problemAt, type TemplateProblem } from "./problem.ts";
import type { Span } from "./syntax.ts";
import type { Token } from "./tokens.ts";
import { cutWhiteSpace } from "./white-space.ts";

/** Text, or one `{{ … }}` or `{% … %}` with the tokens inside it. */
export type Segment = TextSegment | CodeSegment;

export interface TextSegment extends Span {
  readonly kind: "text";
}

export interface CodeSegment extends Span {
  readonly kind: "print" | "tag";
  readonly tokens: readonly Token[];
  /** False where its tokens have a fault, which is reported. */
  readonly readable: boolean;
}

/**
 * Cuts a template into texts and marks. A tag or a comment that has a line to itself vanishes with
 * the line; `-` at a mark takes the white space next to it. Linear in the source.
 */
export function segments(
  source: string,
  report: (problem: TemplateProblem) => void,
): readonly Segment[] {
  if (source.length > limits.source) {
    report(
      problemAt(
        "template-limit",
        { start: 0, end: 0 },
        {
          message: `The template has more than ${limits.source} characters`,
          help: "Split it into the templates of several files",
        },
      ),
    );
    return [];
  }
  const marks = scanMarks(source, report);
  const cuts = cutWhiteSpace(source, marks);
  const result: Segment[] = [];
  let start = source.startsWith("\uFEFF") ? 1 : 0;
  marks.forEach((mark, index) => {
    const end = Math.min(mark.start, cuts[index]?.before ?? mark.start);
    if (end > start) result.push({ kind: "text", start, end });
    if (mark.kind !== "comment") {
      const { kind, start: from, end: to, tokens, readable } = mark;
      result.push({ kind, start: from, end: to, tokens, readable });
    }
    start = Math.max(mark.end, cuts[index]?.after ?? mark.end);
  });
  if (source.length > start) result.push({ kind: "text", start, end: source.length });
  return result;
}
