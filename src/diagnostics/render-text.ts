import type { Diagnostic, Place } from "../model/diagnostic.ts";
import type { SourceOf } from "./locate.ts";
import { type Lines, linesOf } from "./source/lines.ts";
import { renderFrame } from "./text/frame.ts";
import { noColors, type Palette } from "./text/palette.ts";
import { visible, visibleLines } from "./text/visible.ts";

/** What the text renderer needs beside the diagnostics. */
export interface TextOptions {
  readonly sourceOf: SourceOf;
  /** None where absent. */
  readonly colors?: Palette;
}

/**
 * Diagnostics for a person at a terminal: each with its code frame and what to do, and a line that
 * counts them. Located ones only; the order is kept.
 */
export function renderText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  if (diagnostics.length === 0) return "";
  const page: Page = { colors: options.colors ?? noColors, linesOf: lineFinder(options.sourceOf) };
  const texts = diagnostics.map((diagnostic) => renderOne(diagnostic, page));
  return `${texts.join("\n")}\n${summary(diagnostics, page.colors)}\n`;
}

interface Page {
  readonly colors: Palette;
  readonly linesOf: (place: Place) => Lines | undefined;
}

function lineFinder(sourceOf: SourceOf): Page["linesOf"] {
  const known = new Map<string, Lines | undefined>();
  return (place) => {
    if (place.text !== undefined) return linesOf(place.text);
    if (!known.has(place.file)) {
      const text = sourceOf(place.file);
      known.set(place.file, text === null ? undefined : linesOf(text));
    }
    return known.get(place.file);
  };
}

function renderOne(diagnostic: Diagnostic, page: Page): string {
  const { colors } = page;
  const isError = diagnostic.severity === "error";
  const paint = isError ? colors.red : colors.yellow;
  const head = paint(`${diagnostic.severity}[${diagnostic.code}]`);
  const gutter = gutterOf(diagnostic);
  const places = [
    renderPlace(diagnostic.place, { page, paint, mark: "^", gutter, label: labelOf(diagnostic) }),
    ...(diagnostic.related ?? []).map(({ place, message }) =>
      renderPlace(place, { page, paint: colors.blue, mark: "-", gutter, label: message }),
    ),
  ];
  const found = notesOf(diagnostic);
  const hasFrame = diagnostic.place?.range !== undefined;
  const space = hasFrame && found.length > 0 ? `${colors.blue(`${" ".repeat(gutter)} |`)}\n` : "";
  const notes = found.map(([name, text]) => {
    const indent = " ".repeat(gutter + name.length + 5);
    const lines = visibleLines(text).replaceAll("\n", `\n${indent}`);
    return `${" ".repeat(gutter)} ${colors.blue("=")} ${colors.bold(name)}: ${lines}\n`;
  });
  return `${head}${colors.bold(`: ${visible(diagnostic.message)}`)}\n${places.join("")}${space}${notes.join("")}`;
}

/** The columns that the longest line number takes. */
function gutterOf({ place, related }: Diagnostic): number {
  const lines = [place, ...(related ?? []).map((one) => one.place)].map(
    (one) => one?.range?.start.line ?? 1,
  );
  return Math.max(2, ...lines.map((line) => String(line).length));
}

/** What is said beside the caret: the shortest thing that helps. */
function labelOf({ suggestions, expected }: Diagnostic): string | undefined {
  const [first] = suggestions ?? [];
  if (first !== undefined) return `did you mean ${alternatives(suggestions ?? [])}?`;
  return expected !== undefined && expected.length <= 60 ? `expected ${expected}` : undefined;
}

function alternatives(names: readonly string[]): string {
  const quoted = names.map((name) => (name.includes("`") ? name : `\`${name}\``));
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")} or ${last}`;
}

/** What the frame does not say already. */
function notesOf(diagnostic: Diagnostic): readonly (readonly [string, string])[] {
  const { place, suggestions, expected, excerpts = [], help } = diagnostic;
  const hasFrame = place?.range !== undefined;
  const label = labelOf(diagnostic);
  const isSaid = hasFrame && label === `expected ${expected}`;
  const notes: [string, string][] = [];
  if (!hasFrame && suggestions?.[0] !== undefined) {
    notes.push(["help", `did you mean ${alternatives(suggestions)}?`]);
  }
  if (expected !== undefined && !isSaid) notes.push(["expected", expected]);
  for (const { title, text } of excerpts) notes.push([title, text]);
  if (help !== undefined) notes.push(["help", help]);
  return notes;
}

interface PlaceStyle {
  readonly page: Page;
  readonly paint: (text: string) => string;
  readonly mark: "^" | "-";
  readonly gutter: number;
  readonly label: string | undefined;
}

function renderPlace(place: Place | undefined, style: PlaceStyle): string {
  if (!place) return "";
  const { colors, linesOf: find } = style.page;
  const sign = style.mark === "^" ? "-->" : ":::";
  const arrow = `${" ".repeat(style.gutter)}${colors.blue(sign)} ${address(place)}\n`;
  const lines = place.range ? find(place) : undefined;
  const label = style.label === undefined ? undefined : visible(style.label);
  if (!place.range || !lines) {
    const isRelated = style.mark === "-" && label !== undefined;
    return isRelated ? `${arrow.trimEnd()} ${colors.blue(label)}\n` : arrow;
  }
  return (
    arrow +
    renderFrame(lines, place.range, {
      colors,
      paint: style.paint,
      mark: style.mark,
      gutter: style.gutter,
      hideNumbers: place.text !== undefined,
      ...(label === undefined ? {} : { label }),
    })
  );
}

/** `file:line:column` as editors and terminals open it, with the pointer behind it. */
function address({ file, range, pointer, text }: Place): string {
  if (text !== undefined) return visible(file.replace(/^<(.*)>$/, "$1"));
  const position = range ? `:${range.start.line}:${range.start.column}` : "";
  const behind = pointer ? ` (${visible(shortened(pointer))})` : "";
  return `${visible(file)}${position}${behind}`;
}

function shortened(pointer: string): string {
  return pointer.length > 80 ? `…${pointer.slice(-79)}` : pointer;
}

function summary(diagnostics: readonly Diagnostic[], colors: Palette): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  const parts = [
    ...(errors > 0 ? [colors.red(count(errors, "error"))] : []),
    ...(warnings > 0 ? [colors.yellow(count(warnings, "warning"))] : []),
  ];
  return parts.join(", ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
