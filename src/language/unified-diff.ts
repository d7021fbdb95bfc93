import { diffLines, type Hunk } from "./merge/line-diff.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

/** Two texts of one file; null where there is none. */
export interface FileTexts {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The lines of both texts, each with its end. */
interface Sides {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

function linesOf(text: string | null): readonly string[] {
  return text ? text.split(/(?<=\n)/) : [];
}

function printed(sign: string, lines: readonly string[]): string {
  return lines
    .map((line) => sign + (line.endsWith("\n") ? line : `${line}\n\\ No newline at end of file\n`))
    .join("");
}

/** Differences that are shown together, since their contexts meet. */
function grouped(hunks: readonly Hunk[]): readonly (readonly Hunk[])[] {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && hunk.start - last.end <= 2 * CONTEXT) group.push(hunk);
    else groups.push([hunk]);
  }
  return groups;
}

/** Lines from 1; where there are none, the one that they would follow. */
function range(start: number, end: number): string {
  return `${end > start ? start + 1 : start},${end - start}`;
}

function section(group: readonly Hunk[], { before, after }: Sides): string {
  const none = { start: 0, end: 0, newStart: 0, newEnd: 0 };
  const [first, last] = [group[0] ?? none, group.at(-1) ?? none];
  const lead = Math.min(CONTEXT, first.start);
  const tail = Math.min(CONTEXT, before.length - last.end);
  const old = range(first.start - lead, last.end + tail);
  const now = range(first.newStart - lead, last.newEnd + tail);
  let at = first.start - lead;
  let body = "";
  for (const { start, end, newStart, newEnd } of group) {
    body += printed(" ", before.slice(at, start));
    body += printed("-", before.slice(start, end)) + printed("+", after.slice(newStart, newEnd));
    at = end;
  }
  return `@@ -${old} +${now} @@\n${body}${printed(" ", before.slice(at, at + tail))}`;
}

/** The difference between two texts, in unified form: two lines of head, then what differs. */
export function unifiedDiff({ path, before, after }: FileTexts): string {
  const from = before === null ? "/dev/null" : `a/${path}`;
  const to = after === null ? "/dev/null" : `b/${path}`;
  const sides = { before: linesOf(before), after: linesOf(after) };
  const sections = grouped(diffLines(sides.before, sides.after)).map((one) => section(one, sides));
  return `--- ${from}\n+++ ${to}\n${sections.join("")}`;
}
