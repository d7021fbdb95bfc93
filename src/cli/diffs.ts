import type { ChangeAction, FileChange } from "../model/change-set.ts";
import type { Terminal } from "./terminal.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

/** What changes a file that is there. */
const SHOWN: readonly ChangeAction[] = ["update", "merge", "delete"];

function paintLine(text: string, colors: Terminal["colors"]): string {
  if (text.startsWith("+++") || text.startsWith("---")) return colors.bold(text);
  if (text.startsWith("@@")) return colors.cyan(text);
  if (text.startsWith("+")) return colors.green(text);
  return text.startsWith("-") ? colors.red(text) : text;
}

/** What stands there after an apply; a conflict is shown by what is generated. */
function textAfter({ action, generated, result }: FileChange): string | null {
  return action === "conflict" ? generated : result;
}

/** The difference between what is on disk and what an apply makes of it, in unified form. */
async function unifiedDiff(change: FileChange): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const { path, current } = change;
  const after = textAfter(change);
  const from = current === null ? "/dev/null" : `a/${path}`;
  const to = after === null ? "/dev/null" : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, current ?? "", after ?? "", "", "", {
    context: CONTEXT,
  });
  return patch.replace(/^=+\n/, "").replaceAll(/^(---|\+\+\+) (.*?)\t$/gm, "$1 $2");
}

/** Diffs of everything that changes a file which is there. */
export async function describeDiffs(
  files: readonly FileChange[],
  colors: Terminal["colors"],
): Promise<string> {
  const changed = files.filter(({ action, current }) =>
    action === "conflict" ? current !== null : SHOWN.includes(action),
  );
  const diffs = await Promise.all(changed.map(unifiedDiff));
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
