/** A text with the import block in it, and how its offsets lead back to the text without. */
export interface Placed {
  readonly text: string;
  /** The offset before the block was put in; null inside the block. */
  readonly originalOffset: (offset: number) => number | null;
}

/** The stretch of a text that a block replaces. */
interface Gap {
  readonly start: number;
  readonly end: number;
}

function replaceGap(text: string, gap: Gap, block: string): Placed {
  const blockEnd = gap.start + block.length;
  return {
    text: text.slice(0, gap.start) + block + text.slice(gap.end),
    originalOffset(offset) {
      if (offset < gap.start) return offset;
      return offset < blockEnd ? null : offset - blockEnd + gap.end;
    },
  };
}

function isBlankLine(text: string, start: number, end: number): boolean {
  return text.slice(start, end).trim() === "";
}

/** Where the blank lines before an offset begin; the line before them keeps its end. */
function beforeBlankLines(text: string, offset: number): number {
  let start = offset;
  while (start > 0) {
    const previous = text.lastIndexOf("\n", start - 2) + 1;
    if (text[start - 1] !== "\n" || !isBlankLine(text, previous, start)) return start;
    start = previous;
  }
  return start;
}

/** Where the blank lines after an offset, which begins a line, end. */
function afterBlankLines(text: string, offset: number): number {
  let end = offset;
  for (;;) {
    const next = text.indexOf("\n", end);
    if (next < 0 || !isBlankLine(text, end, next)) return end;
    end = next + 1;
  }
}

/** Without imports the mark goes, with its line and the blank lines that set it apart. */
function withoutMark(text: string, mark: number): Placed {
  const lineEnd = text[mark] === "\n" ? mark + 1 : mark;
  if (lineEnd === mark && mark < text.length)
    return replaceGap(text, { start: mark, end: mark }, "");
  const start = beforeBlankLines(text, mark);
  const end = start === 0 ? afterBlankLines(text, lineEnd) : lineEnd;
  return replaceGap(text, { start, end }, "");
}

/** Puts the block where the mark is; an empty one takes the mark's line with it. */
export function placeAtMark(text: string, mark: number, block: string): Placed {
  if (block === "") return withoutMark(text, mark);
  return replaceGap(text, { start: mark, end: mark }, block);
}

const docstringOpener = /^[rRuU]?("""|'''|"|')/;

/** The offset after the line that ends a module's docstring; 0 where there is none at `start`. */
function afterDocstring(text: string, start: number): number {
  const opener = docstringOpener.exec(text.slice(start, start + 4));
  const quote = opener?.[1];
  if (!opener || !quote) return 0;
  let at = start + opener[0].length;
  while (at < text.length && !text.startsWith(quote, at)) at += text[at] === "\\" ? 2 : 1;
  const lineEnd = text.indexOf("\n", at);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

/** The offset after the lines that must stay first: `#!…` and other comments at the head. */
function afterComments(text: string): number {
  let at = 0;
  while (text[at] === "#" || text[at] === "\n") {
    const lineEnd = text.indexOf("\n", at);
    if (lineEnd < 0) return text.length;
    at = lineEnd + 1;
  }
  return at;
}

/** An import from `__future__` with the empty lines and comments before it. */
const futureImport =
  /(?:[ \t]*(?:#[^\n]*)?\n)*from(?:[ \t]|\\\n)+__future__(?:[ \t]|\\\n)+import[ \t]*(?:\((?:#[^\n]*|[^)#])*\)|(?:\\\n|[^\n\\])*)[^\n]*(?:\n|$)/y;

/** The offset after the imports from `__future__`, which stand before all others. */
function afterFuture(text: string, start: number): number {
  let at = start;
  for (;;) {
    futureImport.lastIndex = at;
    if (!futureImport.test(text)) return at;
    at = futureImport.lastIndex;
  }
}

/**
 * Puts the block at the head: below `#!…`, a docstring and imports from `__future__`; above other
 * comments, which belong to what they stand before.
 */
export function placeAtHead(text: string, block: string): Placed {
  const comments = afterComments(text);
  const docstring = afterDocstring(text, comments);
  const start = afterFuture(text, docstring || (text.startsWith("#!") ? comments : 0));
  const end = afterBlankLines(text, start);
  const before = start === 0 ? "" : text[start - 1] === "\n" ? "\n" : "\n\n";
  return replaceGap(text, { start, end }, `${before}${block}\n\n`);
}
