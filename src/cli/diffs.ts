import type { FileTexts } from "../language/unified-diff.ts";
import type { ChangeAction, FileChange } from "../model/change-set.ts";
import type { FileDrift } from "../model/drift.ts";
import type { Terminal } from "./terminal.ts";

const HEAD_LINES = 2;

/** Only the place tells a head from a line that begins as one: `-- why`, taken out. */
function paintLine(text: string, index: number, colors: Terminal["colors"]): string {
  if (index < HEAD_LINES) return colors.bold(text);
  if (text.startsWith("@@")) return colors.cyan(text);
  if (text.startsWith("+")) return colors.green(text);
  return text.startsWith("-") ? colors.red(text) : text;
}

/** The difference between two texts, in unified form. */
export async function unifiedDiff(texts: FileTexts): Promise<string> {
  const language = await import("../language/unified-diff.ts");
  return language.unifiedDiff(texts);
}

async function painted(texts: readonly FileTexts[], colors: Terminal["colors"]): Promise<string> {
  const diffs = await Promise.all(texts.map(unifiedDiff));
  return diffs
    .map((diff) =>
      diff
        .split("\n")
        .slice(0, -1)
        .map((text, index) => paintLine(text, index, colors))
        .join("\n"),
    )
    .join("\n\n");
}

const REPLACED: readonly ChangeAction[] = ["update", "merge", "delete"];

/** What an apply would make of a file that is there; of a conflict, what is generated for it. */
function changedTexts({
  path,
  action,
  current,
  generated,
  result,
}: FileChange): readonly FileTexts[] {
  if (action === "conflict" && current !== null) {
    return [{ path, before: current, after: generated }];
  }
  return REPLACED.includes(action) ? [{ path, before: current, after: result }] : [];
}

/** Diffs of everything that changes a file which is there. */
export function describeDiffs(
  files: readonly FileChange[],
  colors: Terminal["colors"],
): Promise<string> {
  return painted(files.flatMap(changedTexts), colors);
}

/** What was generated and what a person made of it; undefined where nobody changed anything. */
export function editedTexts({ path, state, base, current }: FileDrift): FileTexts | undefined {
  if (base === null || base === current || state === "damaged") return undefined;
  return { path, before: base, after: current };
}

/** Diffs of what a person changed since it was generated. */
export function describeEdits(
  files: readonly FileDrift[],
  colors: Terminal["colors"],
): Promise<string> {
  return painted(
    files.flatMap((file) => editedTexts(file) ?? []),
    colors,
  );
}
