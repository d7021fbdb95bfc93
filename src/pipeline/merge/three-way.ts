import { withoutEqualConflicts } from "../../language/git-conflict.ts";
import type { ConflictRegion, TextMerge } from "../../language/merge/outcome.ts";
import type { PythonTools } from "../../language/merge/python-tools.ts";
import type { FileChange } from "../../model/change-set.ts";
import type { Formatters, PythonSyntax } from "../../ports.ts";
import { baseText } from "./base-text.ts";
import { type Contested, changeOf, IN_THE_WAY } from "./classify.ts";
import type { Workspace } from "./index.ts";

/** What merging texts needs of the outside, each loaded where it is needed. */
export interface MergeTools {
  readonly formatters: Formatters;
  readonly python: PythonSyntax;
  /** How imports are grouped: modules of the standard library, and the project's own packages. */
  readonly groups: {
    readonly standardLibrary: readonly string[];
    readonly firstParty: readonly string[];
  };
}

/** A change, and where it is in conflict. */
export interface Judged {
  readonly change: FileChange;
  readonly regions: readonly ConflictRegion[];
  /** What to do, where that is not to decide. */
  readonly help?: string;
}

async function pythonTools(path: string, tools: MergeTools): Promise<PythonTools> {
  const formatter = await tools.formatters.for(path, "built-in");
  if (!formatter) throw new Error(`there is no formatter for \`${path}\``);
  const { standardLibrary, firstParty } = tools.groups;
  const groups = {
    standardLibrary: new Set(standardLibrary),
    firstParty: new Set(firstParty),
  };
  return { syntax: tools.python, formatter, groups };
}

function damaged(path: string): string {
  return `it was changed by hand, and \`.scaffold/base/${path}\`, the text that it comes from, is damaged`;
}

const RESTORE =
  "Restore `.scaffold` from version control; or `--on-conflict ours` keeps your text, `--on-conflict theirs` takes the generated one";

function decided({ file, current }: Contested, merge: TextMerge): Judged {
  if (merge.kind === "conflict") {
    const { reason, regions, help } = merge;
    const change = changeOf(file, current, { action: "conflict", reason });
    return { change, regions, ...(help === undefined ? {} : { help }) };
  }
  if (merge.text === current) {
    return { change: changeOf(file, current, { action: "kept" }), regions: [] };
  }
  const many = merge.marked === 1 ? "1 conflict is" : `${merge.marked} conflicts are`;
  const reason = `${many} between markers in it`;
  const verdict = { action: "merge", result: merge.text } as const;
  const change = changeOf(file, current, merge.marked > 0 ? { ...verdict, reason } : verdict);
  return { change, regions: [] };
}

/** A conflict of a file whose base nobody knows. */
function withoutBase({ file, former, current }: Contested): Judged {
  const reason = former.base ? damaged(file.output.path) : IN_THE_WAY;
  const change = changeOf(file, current, { action: "conflict", reason });
  return { change, regions: [], ...(former.base ? { help: RESTORE } : {}) };
}

/** Merges what a person and the blueprints both changed. */
export async function mergeContested(
  contested: Contested,
  workspace: Workspace,
  tools: MergeTools,
): Promise<Judged> {
  const { file, former, current } = contested;
  const { path } = file.output;
  const { onConflict: choice } = workspace;
  const base = former.base ? await baseText(path, former, workspace) : undefined;
  const { mergeTexts, mergeWithoutBase } = await import("../../language/merge/merge-texts.ts");
  const texts = { current, generated: file.text };
  if (base === undefined) {
    if (choice === undefined) return withoutBase(contested);
    return decided(contested, await mergeWithoutBase(texts, { path, choice }));
  }
  // What git left in both is no conflict of the person's: nobody edited there.
  const [before, own] = withoutEqualConflicts(base, current) ?? [base, current];
  const merge = await mergeTexts(
    { base: before, current: own, generated: file.text },
    {
      path,
      ...(choice === undefined ? {} : { choice }),
      python: () => pythonTools(path, tools),
    },
  );
  return decided(contested, merge);
}
