import type { ChangeAction, ChangeSet, FileChange } from "../model/change-set.ts";
import type { Terminal } from "./terminal.ts";

type Colors = Terminal["colors"];

/** How each action reads in a list, and in a count. */
const WORDS: Readonly<Record<ChangeAction, { word: string; count: string }>> = {
  create: { word: "create", count: "created" },
  update: { word: "update", count: "updated" },
  merge: { word: "merge", count: "merged with your edits" },
  delete: { word: "delete", count: "deleted" },
  conflict: { word: "conflict", count: "in conflict" },
  kept: { word: "kept", count: "kept with your edits" },
  gone: { word: "gone", count: "left deleted" },
  unchanged: { word: "unchanged", count: "unchanged" },
};

const SHOWN: readonly ChangeAction[] = ["create", "update", "merge", "delete", "conflict"];

function paint(action: ChangeAction, colors: Colors): (text: string) => string {
  if (action === "create") return colors.green;
  if (action === "update" || action === "merge") return colors.yellow;
  return action === "delete" || action === "conflict" ? colors.red : colors.dim;
}

/** What a line tells of a file. */
type FileLine = Pick<FileChange, "path" | "action" | "reason">;

function line(change: FileLine, colors: Colors): string {
  const { word } = WORDS[change.action];
  const reason = change.reason === undefined ? "" : colors.dim(`  (${change.reason})`);
  return `  ${paint(change.action, colors)(word.padEnd(8))}  ${change.path}${reason}`;
}

/** "3 files created, 2 updated"; what happens to no file is not named. */
export function countChanges(
  { files, records }: { readonly files: readonly FileLine[]; readonly records: readonly unknown[] },
  actions: readonly ChangeAction[],
): string {
  const counts = actions.flatMap((action) => {
    const count = files.filter((file) => file.action === action).length;
    return count === 0 ? [] : [{ count, word: WORDS[action].count }];
  });
  if (counts.length > 0) {
    const noun = counts[0]?.count === 1 ? "file" : "files";
    return counts
      .map(({ count, word }, index) => `${count}${index === 0 ? ` ${noun}` : ""} ${word}`)
      .join(", ");
  }
  return records.length > 0 ? "no file changed, only `scaffold`'s own records" : "nothing to do";
}

/** So many files are named in a sentence. */
const NAMED = 3;

/** What a person deleted, is generated, and is not made again, in a sentence; empty where there is none. */
export function describeGone({ files }: Pick<ChangeSet, "files">): string {
  const paths = files
    .filter(({ action, generated }) => action === "gone" && generated !== null)
    .map(({ path }) => `\`${path}\``);
  if (paths.length === 0) return "";
  const more = paths.length - NAMED;
  const shown = paths.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return `Left deleted, as you deleted it: ${shown}. If you moved it: \`scaffold apply --moved OLD=NEW\`.`;
}

/** A count as a sentence of its own. */
export function asSentence(count: string): string {
  return `${count.charAt(0).toUpperCase()}${count.slice(1)}.`;
}

/** Whether an apply would write anything at all. */
export function changesAnything({ files, records }: ChangeSet): boolean {
  return records.length > 0 || files.some(({ action }) => SHOWN.includes(action));
}

/** The files that something of a kind happens to, a line each. */
export function listFiles(
  files: readonly FileLine[],
  shown: readonly ChangeAction[],
  colors: Colors,
): readonly string[] {
  return files.filter(({ action }) => shown.includes(action)).map((file) => line(file, colors));
}

/** The change set as a list: added uses, overrides, and each file that is touched. */
export function describeChanges(changeSet: ChangeSet, colors: Colors): string {
  const uses = changeSet.addedUses.map((use) => `  ${colors.cyan("use".padEnd(8))}  ${use}`);
  const overrides = changeSet.overrides.map(
    (name) =>
      `  ${colors.magenta("override")}  ${name} (the project's own instead of the built-in)`,
  );
  return [...overrides, ...uses, ...listFiles(changeSet.files, SHOWN, colors)].join("\n");
}
