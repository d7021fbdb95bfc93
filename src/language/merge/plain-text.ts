import { digest, withLineFeeds } from "../digest.ts";

export const BYTE_ORDER_MARK = "\uFEFF";

/** A text without a byte order mark. */
export function withoutMark(text: string): string {
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
