import type { ChangeAction, FileChange } from "../model/change-set.ts";
import type { FileDrift } from "../model/drift.ts";
import type { Terminal } from "./terminal.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

/** Two texts of one file; null where there is none. */
interface Texts {
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
}

function paintLine(text: string, colors: Terminal["colors"]): string {
  if (text.startsWith("+++") || text.startsWith("---")) return colors.bold(text);
  if (text.startsWith("@@")) return colors.cyan(text);
  if (text.startsWith("+")) return colors.green(text);
  return text.startsWith("-") ? colors.red(text) : text;
}

/** The difference between two texts, in unified form. */
export async function unifiedDiff({ path, before, after }: Texts): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const from = before === null ? "/dev/null" : `a/${path}`;
  const to = after === null ? "/dev/null" : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, before ?? "", after ?? "", "", "", {
    context: CONTEXT,
  });
  return patch.replace(/^=+\n/, "").replaceAll(/^(---|\+\+\+) (.*?)\t$/gm, "$1 $2");
}

async function painted(texts: readonly Texts[], colors: Terminal["colors"]): Promise<string> {
  const diffs = await Promise.all(texts.map(unifiedDiff));
  return diffs
    .map((diff) =>
      diff
        .trimEnd()
        .split("\n")
        .map((text) => paintLine(text, colors))
        .join("\n"),
    )
    .join("\n\n");
}

const REPLACED: readonly ChangeAction[] = ["update", "merge", "delete"];

/** What an apply would make of a file that is there; of a conflict, what is generated for it. */
function changedTexts({ path, action, current, generated, result }: FileChange): readonly Texts[] {
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
export function editedTexts({ path, state, base, current }: FileDrift): Texts | undefined {
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
