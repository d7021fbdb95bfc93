import type { ConflictChoice } from "../../model/project.ts";
import { withoutDecidedLines } from "./decided-additions.ts";
import { type MergeFault, mergeLines } from "./line-merge.ts";
import type { TextMerge, Versions } from "./outcome.ts";

/** A key that stands more than once in one mapping. */
interface RepeatedKey {
  readonly key: string;
  /** The keys above it, and itself. */
  readonly path: string;
  readonly lines: readonly number[];
}

/** A mapping of which more lines may come. */
interface OpenMapping {
  readonly column: number;
  readonly path: string;
  readonly keys: Map<string, readonly number[]>;
}

/** The spaces and the dashes of items that a line begins with. */
function marksOf(line: string): string {
  return /^\s*(?:-\s+)*/.exec(line)?.[0] ?? "";
}

const KEY = /^("[^"]*"|'[^']*'|[^\s\-?:,[\]{}#&*!|>'"%@`][^#]*?|-[^\s#][^#]*?)\s*:(?=\s|$)/;
const BLOCK_TEXT = /[:-]\s+(?:[&!]\S+\s+)*[|>][-+\d]*\s*(?:#.*)?$/;

/** The lines that hold keys or items: not empty ones, comments and texts of several lines. */
function structuralLines(text: string): readonly (readonly [line: string, at: number])[] {
  let textColumn = Number.POSITIVE_INFINITY;
  return text.split("\n").flatMap((line, at) => {
    const column = line.search(/\S/);
    if (column < 0 || column > textColumn) return [];
    const marks = marksOf(line);
    const isItem = /^[|>]/.test(line.slice(marks.length));
    const textAt = isItem ? marks.lastIndexOf("-") : marks.length;
    textColumn = BLOCK_TEXT.test(line) ? textAt : Number.POSITIVE_INFINITY;
    return line[column] === "#" ? [] : [[line, at] as const];
  });
}

/**
 * Finds the keys that stand twice in one mapping, by how far lines are indented: most readers of YAML
 * refuse that, and some take one of the two values.
 */
function repeatedKeys(text: string): readonly RepeatedKey[] {
  const found = new Map<string, RepeatedKey>();
  let open: readonly OpenMapping[] = [];
  for (const [line, at] of structuralLines(text)) {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) open = [];
    const marks = marksOf(line);
    const item = marks.indexOf("-");
    const column = marks.length;
    // What begins with a dash is another item, whatever stands as far in above it.
    open = open.filter((one) => one.column <= (item < 0 ? column : item));
    const key = KEY.exec(line.slice(column))?.[1];
    if (key === undefined) continue;
    if (open.at(-1)?.column !== column) {
      const path = [...(open.at(-1)?.keys.keys() ?? [])].at(-1) ?? "";
      open = [...open, { column, path: `${open.at(-1)?.path ?? ""}${path}.`, keys: new Map() }];
    }
    const mapping = open.at(-1);
    const lines = [...(mapping?.keys.get(key) ?? []), at];
    const path = `${mapping?.path ?? ""}${key}`;
    mapping?.keys.delete(key);
    mapping?.keys.set(key, lines);
    if (lines.length > 1) found.set(path, { key, path, lines });
  }
  return [...found.values()];
}

function verify(text: string, { current, generated }: Versions): MergeFault | undefined {
  const known = [...repeatedKeys(current), ...repeatedKeys(generated)];
  const first = repeatedKeys(text).find((key) => !known.some(({ path }) => path === key.path));
  if (!first) return undefined;
  const reason = `the key \`${first.key}\` was added by hand and by what is generated now`;
  return { reason, lines: first.lines, apart: {} };
}

/** Merges YAML line by line; what comes out has no key twice that neither side has. */
export function mergeYaml(versions: Versions, choice?: ConflictChoice): Promise<TextMerge> {
  const rules = {
    verify: async (text: string) => verify(text, versions),
    allowsMarkers: true,
  };
  return mergeLines(withoutDecidedLines(versions), rules, choice);
}
