import type { PythonNode } from "../../ports.ts";
import { childAt, definitionIn } from "../python/definitions.ts";
import { namesOf } from "../python/names.ts";
import type { NameTable } from "../python/scopes.ts";
import type { Stretch } from "./chunks.ts";
import { diffLines, type Hunk } from "./line-diff.ts";
import type { LineEdit } from "./line-edits.ts";
import type { MergeFault } from "./line-merge.ts";
import type { Sides } from "./python-tools.ts";

/**
 * A function that a decorator hands to an object, as `@router.get("/search")` does: of two that fit,
 * the first is called.
 */
interface Registration extends Stretch {
  readonly name: string;
  /** What it is handed to: `router.get`. */
  readonly takers: readonly string[];
}

function registrationsOf(module: PythonNode, text: string): readonly Registration[] {
  return module.children.flatMap((node) => {
    const definition = definitionIn(node);
    const name = definition && childAt(definition, "name");
    const takers = node.children.flatMap(({ type, start, end }) => {
      const written = type === "decorator" ? text.slice(start, end) : "";
      return /^@\s*(\w+\.\w+)\s*\(/.exec(written)?.slice(1) ?? [];
    });
    if (!name || takers.length === 0) return [];
    const stretch = { start: node.line, end: node.endLine };
    return [{ name: text.slice(name.start, name.end), takers, ...stretch }];
  });
}

/** Lines that one side put in, with functions in them that are handed on. */
interface Addition {
  readonly hunk: Hunk;
  readonly registrations: readonly Registration[];
}

function isWithin(inner: Stretch, outer: Stretch): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** Whether lines hold whole statements of a module. */
function holdsWholeStatements({ children }: PythonNode, lines: Stretch): boolean {
  return children.every(({ line, endLine }) => {
    const isApart = endLine <= lines.start || line >= lines.end;
    return isApart || isWithin({ start: line, end: endLine }, lines);
  });
}

function additionsOf(module: PythonNode, hunks: readonly Hunk[], text: string) {
  const all = registrationsOf(module, text);
  return hunks.flatMap((hunk): readonly Addition[] => {
    const lines = { start: hunk.newStart, end: hunk.newEnd };
    const registrations = all.filter((one) => isWithin(one, lines));
    const isWhole = hunk.start === hunk.end && holdsWholeStatements(module, lines);
    return isWhole && registrations.length > 0 ? [{ hunk, registrations }] : [];
  });
}

function meet(own: readonly Registration[], other: readonly Registration[]): boolean {
  const takers = new Set(other.flatMap((one) => one.takers));
  return own.some((one) => one.takers.some((taker) => takers.has(taker)));
}

/** The additions of both sides. */
interface Additions {
  readonly module: PythonNode;
  readonly hunks: readonly Hunk[];
  readonly own: readonly Addition[];
  readonly other: readonly Addition[];
}

function bothAdditions({ texts: { base, current, generated }, trees }: Sides) {
  if (!trees.current || !trees.generated) return undefined;
  const lines = base.split("\n");
  const hunks = diffLines(lines, current.split("\n"));
  const others = diffLines(lines, generated.split("\n"));
  return {
    module: trees.current,
    hunks,
    own: additionsOf(trees.current, hunks, current),
    other: additionsOf(trees.generated, others, generated),
  } satisfies Additions;
}

/** Where a line of the base is on a side; undefined where it was changed there. */
function placeOf(line: number, hunks: readonly Hunk[]): number | undefined {
  if (hunks.some(({ start, end }) => start < line && line < end)) return undefined;
  const last = hunks.findLast(({ end }) => end <= line);
  return last ? last.newEnd + line - last.end : line;
}

/** Whether lines can stand further up: they use nothing that is defined between. */
function canStandAt(place: number, { newStart, newEnd }: Hunk, { uses, definitions }: NameTable) {
  const used = uses.filter(({ owner, line }) => owner === "" && line >= newStart && line < newEnd);
  const isBetween = (line: number) => line >= place && line < newStart;
  return used.every(({ name }) => !definitions.get(name)?.some(isBetween));
}

/** Some lines in place of others, with the empty lines that are around those. */
function spacedLike(lines: readonly string[], others: readonly string[]): readonly string[] {
  const isFilled = (line: string) => line.trim() !== "";
  const inner = lines.slice(lines.findIndex(isFilled), lines.findLastIndex(isFilled) + 1);
  const before = others.slice(0, others.findIndex(isFilled));
  return [...before, ...inner, ...others.slice(others.findLastIndex(isFilled) + 1)];
}

/**
 * Moves functions that a person added and handed to an object up to where what is generated now adds
 * others to the same: they are asked first, as they were before.
 */
export function ownRegistrationsFirst(sides: Sides): readonly LineEdit[] {
  const additions = bothAdditions(sides);
  if (!additions || additions.own.length === 0 || additions.other.length === 0) return [];
  const { module, hunks, own, other } = additions;
  const names = namesOf(module, sides.texts.current);
  const [lines, others] = [sides.texts.current.split("\n"), sides.texts.generated.split("\n")];
  return own.flatMap(({ hunk, registrations }) => {
    const first = other.find(
      (one) => one.hunk.start < hunk.start && meet(registrations, one.registrations),
    );
    const place = first && placeOf(first.hunk.start, hunks);
    if (place === undefined || !canStandAt(place, hunk, names)) return [];
    const moved = spacedLike(
      lines.slice(hunk.newStart, hunk.newEnd),
      others.slice(first?.hunk.newStart, first?.hunk.newEnd),
    );
    return [
      { line: place, endLine: place, lines: moved },
      { line: hunk.newStart, endLine: hunk.newEnd, lines: [] },
    ];
  });
}

/** Finds a function of a person's that would be asked after one that is generated now. */
export function registeredLate(merged: PythonNode, text: string, sides: Sides) {
  const { own = [], other = [] } = bothAdditions(sides) ?? {};
  const namesIn = (additions: readonly Addition[]) =>
    new Set(additions.flatMap(({ registrations }) => registrations.map(({ name }) => name)));
  const [ownNames, otherNames] = [namesIn(own), namesIn(other)];
  const all = registrationsOf(merged, text);
  for (const [at, late] of all.entries()) {
    if (!ownNames.has(late.name) || otherNames.has(late.name)) continue;
    const early = all
      .slice(0, at)
      .find((one) => otherNames.has(one.name) && !ownNames.has(one.name) && meet([one], [late]));
    if (!early) continue;
    const reason = `\`${late.name}\` was added by hand, and would be asked after \`${early.name}\`, which is generated now`;
    return { reason, lines: [early.start, late.start], apart: {} } satisfies MergeFault;
  }
  return undefined;
}
