import { diffLines } from "./line-diff.ts";
import type { Versions } from "./outcome.ts";
import { BYTE_ORDER_MARK, plainText, withoutMark } from "./plain-text.ts";

/** What a text has beside its content. */
interface TextForm {
  readonly hasMark: boolean;
  readonly lineEnd: "\n" | "\r\n";
  readonly endsLastLine: boolean;
}

function formOf(text: string): TextForm {
  const all = text.split("\n").length - 1;
  const long = text.split("\r\n").length - 1;
  return {
    hasMark: text.startsWith(BYTE_ORDER_MARK),
    lineEnd: long > all - long ? "\r\n" : "\n",
    endsLastLine: text === "" || text.endsWith("\n"),
  };
}

/** What a person changed of the form is kept; what they left follows what is generated. */
function formAfter(versions: Versions): TextForm {
  const base = formOf(versions.base);
  const current = formOf(versions.current);
  const generated = formOf(versions.generated);
  const pick = <Name extends keyof TextForm>(name: Name) =>
    current[name] === base[name] ? generated[name] : current[name];
  const hasLines = plainText(versions.current).includes("\n");
  return {
    hasMark: pick("hasMark"),
    lineEnd: hasLines ? pick("lineEnd") : generated.lineEnd,
    endsLastLine: pick("endsLastLine"),
  };
}

function hasMixedLineEnds(text: string): boolean {
  return text.includes("\r\n") && /(?:^|[^\r])\n/.test(text);
}

/** Each line that is still there keeps the end that it has; all others get the usual one. */
function withOwnLineEnds(text: string, current: string, lineEnd: string): string {
  const lines = text.split("\n");
  const ends = current.match(/\r?\n/g) ?? [];
  const own = plainText(current).split("\n");
  const result = new Array<string>(lines.length).fill(lineEnd);
  let at = 0;
  let ownAt = 0;
  const keep = (until: number) => {
    for (; ownAt < until; ownAt += 1, at += 1) result[at] = ends[ownAt] ?? lineEnd;
  };
  for (const hunk of diffLines(own, lines)) {
    keep(hunk.start);
    [ownAt, at] = [hunk.end, hunk.newEnd];
  }
  keep(own.length);
  return lines
    .map((line, index) => line + (index < lines.length - 1 ? result[index] : ""))
    .join("");
}

/** Writes a plain text in the form that the person's text has, as far as the person chose it. */
export function inFormOf(plain: string, versions: Versions): string {
  const { hasMark, lineEnd, endsLastLine } = formAfter(versions);
  const isMixed = hasMixedLineEnds(versions.current);
  const lines = isMixed
    ? withOwnLineEnds(plain, withoutMark(versions.current), lineEnd)
    : plain.replaceAll("\n", lineEnd);
  const body = endsLastLine ? lines : lines.replace(/\r?\n$/, "");
  return hasMark ? BYTE_ORDER_MARK + body : body;
}
