import type { FileChange } from "../model/change-set.ts";
import type { Terminal } from "./terminal.ts";

/** Lines of context around a change. */
const CONTEXT = 3;

function paintLine(text: string, colors: Terminal["colors"]): string {
  if (text.startsWith("+++") || text.startsWith("---")) return colors.bold(text);
  if (text.startsWith("@@")) return colors.cyan(text);
  if (text.startsWith("+")) return colors.green(text);
  return text.startsWith("-") ? colors.red(text) : text;
}

/** The difference between what is on disk and what is generated, in unified form. */
async function unifiedDiff({ path, current, generated }: FileChange): Promise<string> {
  const { createTwoFilesPatch } = await import("diff");
  const from = current === null ? "/dev/null" : `a/${path}`;
  const to = generated === null ? "/dev/null" : `b/${path}`;
  const patch = createTwoFilesPatch(from, to, current ?? "", generated ?? "", "", "", {
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
    action === "conflict" ? current !== null : action === "update" || action === "delete",
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
