import { digest, withLineFeeds } from "../digest.ts";
import { diffLines } from "./line-diff.ts";
import type { Versions } from "./outcome.ts";

const BYTE_ORDER_MARK = "\uFEFF";

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

/** A text as it is compared: no byte order mark, LF at the end of each line, the last one too. */
export function plainText(text: string): string {
  const plain = withLineFeeds(withoutMark(text));
  return plain === "" || plain.endsWith("\n") ? plain : `${plain}\n`;
}

/**
 * The text of a hash, where another text differs from it only in its line ends, in its byte order
 * mark, or in whether its last line has an end.
 */
export function textOfHash(hash: string, text: string): string | undefined {
  const plain = plainText(text);
  const endless = plain.replace(/\n$/, "");
  // An empty line at the end is one more line, and no form.
  const candidates = [
    withLineFeeds(text),
    plain,
    ...(plainText(endless) === plain ? [endless] : []),
  ];
  return [...new Set(candidates)].find((candidate) => digest(candidate) === hash);
}

/** Whether a text is that of a hash, in whatever form. */
export function hasTextOfHash(hash: string, text: string): boolean {
  // Most texts have the form that was generated, which is told at less cost.
  return digest(text) === hash || textOfHash(hash, text) !== undefined;
}

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
