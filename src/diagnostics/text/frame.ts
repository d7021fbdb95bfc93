import type { Range } from "../../model/diagnostic.ts";
import { type Lines, lineText } from "../source/lines.ts";
import type { Palette } from "./palette.ts";
import { type Cell, cellsOf } from "./visible.ts";

/** Longer lines are cut around what is pointed at. */
const maximumWidth = 96;
/** What is kept before the place when a line is cut. */
const leadWidth = 32;
/** Of a line nothing further away than this is looked at, so that a huge one costs no time. */
const nearby = 2000;

/** How a frame is drawn. */
export interface FrameStyle {
  readonly colors: Palette;
  /** Paints the caret and what stands beside it. */
  readonly paint: (text: string) => string;
  readonly mark: "^" | "-";
  /** Said beside the caret. */
  readonly label?: string;
  /** A text without line numbers, such as a command line. */
  readonly hideNumbers?: boolean;
  /** Columns of the line numbers, so that frames of one diagnostic line up. */
  readonly gutter: number;
}

/** The lines around a range, with carets under it. Ends with a line break. */
export function renderFrame(lines: Lines, range: Range, style: FrameStyle): string {
  const { line } = range.start;
  const rows = [bar(style)];
  const before = line - 1;
  if (style.mark === "^" && before >= 1 && lineText(lines, before).trim() !== "") {
    rows.push(
      sourceRow(before, cut(cellsOf(lineText(lines, before).slice(0, nearby)), 0).text, style),
    );
  }
  const text = lineText(lines, line);
  const end = range.end.line === line ? range.end.column - 1 : text.length;
  const shown = underlined(text, { start: range.start.column - 1, end });
  rows.push(sourceRow(line, shown.text, style));
  const label = style.label === undefined ? "" : ` ${style.label}`;
  const carets = style.mark.repeat(shown.width);
  rows.push(`${bar(style)} ${" ".repeat(shown.indent)}${style.paint(carets + label)}`);
  return `${rows.join("\n")}\n`;
}

function bar({ gutter, colors }: FrameStyle): string {
  return colors.blue(`${" ".repeat(gutter)} |`);
}

function sourceRow(line: number, text: string, style: FrameStyle): string {
  const number = style.hideNumbers ? "" : String(line);
  return `${style.colors.blue(`${number.padStart(style.gutter)} |`)} ${text}`.trimEnd();
}

/** A line as it is shown, and the columns of a stretch of it. */
function underlined(line: string, place: { start: number; end: number }) {
  const skippedText = Math.max(0, place.start - nearby);
  const text = line.slice(skippedText, place.start + nearby);
  const stretch = { start: place.start - skippedText, end: place.end - skippedText };
  const cells = cellsOf(text);
  const first = cells.findIndex(({ end }) => end > stretch.start);
  const at = first < 0 || stretch.start >= text.length ? cells.length : first;
  const { text: shown, cells: kept, skipped, prefix } = cut(cells, at);
  const indent = prefix + widthOf(cells.slice(skipped, at));
  const marked = kept.filter(({ offset }) => offset >= stretch.start && offset < stretch.end);
  return { text: shown, indent, width: Math.max(1, widthOf(marked)) };
}

/** The part of a line that is shown: all of a short one, else what stands around a character. */
function cut(cells: readonly Cell[], at: number) {
  const skipped = widthOf(cells) > maximumWidth ? firstShown(cells, at) : 0;
  const prefix = skipped > 0 ? 1 : 0;
  let width = prefix;
  let end = skipped;
  while (end < cells.length && width + (cells[end]?.width ?? 0) <= maximumWidth) {
    width += cells[end]?.width ?? 0;
    end += 1;
  }
  const kept = cells.slice(skipped, end);
  const text = kept.map((cell) => cell.text).join("");
  return {
    text: `${prefix ? "…" : ""}${text}${end < cells.length ? "…" : ""}`,
    cells: kept,
    skipped,
    prefix,
  };
}

function firstShown(cells: readonly Cell[], at: number): number {
  if (widthOf(cells.slice(0, at)) + leadWidth <= maximumWidth) return 0;
  let first = at;
  let width = 0;
  while (first > 0 && width < leadWidth) {
    first -= 1;
    width += cells[first]?.width ?? 0;
  }
  return first;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}
