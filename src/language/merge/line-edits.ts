/** Lines that take the place of others; `endLine` is the first that stays. */
export interface LineEdit {
  readonly line: number;
  readonly endLine: number;
  readonly lines: readonly string[];
}

function inOrder(edits: readonly LineEdit[]): readonly LineEdit[] {
  return [...edits].sort((a, b) => a.line - b.line);
}

/** A text with some of its lines replaced. */
export function withEdits(text: string, edits: readonly LineEdit[]): string {
  const lines = text.split("\n");
  for (const { line, endLine, lines: added } of inOrder(edits).toReversed()) {
    lines.splice(line, endLine - line, ...added);
  }
  return lines.join("\n");
}

/** Where a line of the edited text was before, both counted from 1. */
export function lineBefore(line: number, edits: readonly LineEdit[]): number {
  let shift = 0;
  for (const edit of inOrder(edits)) {
    if (line + shift <= edit.line) break;
    const grown = edit.lines.length - (edit.endLine - edit.line);
    if (line + shift <= edit.line + edit.lines.length) {
      return Math.max(edit.line + 1, line + shift - grown);
    }
    shift -= grown;
  }
  return line + shift;
}
