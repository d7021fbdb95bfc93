import { digest } from "../../language/digest.ts";
import { conflictSides } from "../../language/git-conflict.ts";
import { BASE_FOLDER } from "../../language/project-layout.ts";
import type { Former } from "./classify.ts";
import type { Workspace } from "./index.ts";

/** A text in which git left conflicts, as either side had it. */
function sidesOf(text: string): readonly string[] {
  const sides = conflictSides(text);
  return sides ? [sides.ours, sides.theirs] : [];
}

/** Where the text is kept that was generated last for a path. */
export function basePath(path: string, { former }: Pick<Workspace, "former">): string {
  return `${BASE_FOLDER}/${former.get(path) ?? path}`;
}

/**
 * Whether neither a file nor what was generated last for it is there. A person deletes a file alone:
 * where its base is gone too, git only joined the hashes of two branches.
 *
 * @param base - Where what was generated last is kept.
 */
export function isNowhere(
  path: string,
  base: string,
  { standing, text }: Pick<Workspace, "standing" | "text">,
): boolean {
  return standing(path).kind === "absent" && text(base) === null;
}

/**
 * The text that was generated last for a path. A kept text that does not fit its hash is mended:
 * from a side of a conflict in it, or by compiling it again; what fits the hash is proved.
 *
 * @returns undefined where nothing is proved.
 */
export async function baseText(
  path: string,
  { base, merged }: Former,
  workspace: Workspace,
): Promise<string | undefined> {
  const kept = workspace.text(basePath(path, workspace));
  // git merged the base as it merged the file.
  if (merged !== undefined && kept !== null) return kept;
  if (!base) return undefined;
  const isProved = (text: string) => digest(text) === base.formatted;
  const found = kept === null ? undefined : [kept, ...sidesOf(kept)].find(isProved);
  if (found !== undefined) return found;
  const again = (await workspace.recompiled()).get(workspace.former.get(path) ?? path);
  return again !== undefined && isProved(again) ? again : undefined;
}
