import { digest } from "../../language/digest.ts";
import type { ChangeAction, FileChange } from "../../model/change-set.ts";
import type { FormattedFile } from "../../model/output.ts";
import type { HashEntry } from "../../model/record.ts";

/** What stands at a path of the project. */
export type Current =
  | { readonly kind: "absent" }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "folder" }
  /** Something that cannot be read, with the reason. */
  | { readonly kind: "obstacle"; readonly reason: string };

interface Verdict {
  readonly action: ChangeAction;
  readonly reason?: string;
}

const CHANGED_BY_BOTH =
  "it was changed by hand, and what `scaffold` generates for it has changed too";
const FOLDER = "a folder is in the way";
const IN_THE_WAY = "a file that `scaffold` did not generate is in the way";

/** A file that a person deleted stays deleted; a file of a history is made anew where it is needed again. */
function withoutCurrent({ output }: FormattedFile, base: HashEntry | undefined): Verdict {
  return base && output.ownership !== "history" ? { action: "gone" } : { action: "create" };
}

/** What was generated last for a path. */
export interface Former {
  readonly base: HashEntry | undefined;
  /** What git made of the base, where it merged two branches that both had another. */
  readonly merged?: string | null;
}

function isUntouched(text: string, hash: string, { base, merged }: Former): boolean {
  return hash === base?.formatted || text === merged;
}

function withCurrent(file: FormattedFile, former: Former, text: string): Verdict {
  const { base } = former;
  if (file.output.ownership !== "managed" && base) return { action: "kept" };
  // A text that was reused is the one on disk: there is nothing to hash again.
  if (text === file.text) return { action: "unchanged" };
  const hash = digest(text);
  if (hash === file.formattedHash) return { action: "unchanged" };
  if (!base) return { action: "conflict", reason: IN_THE_WAY };
  if (isUntouched(text, hash, former)) return { action: "update" };
  if (file.formattedHash === base.formatted) return { action: "kept" };
  return { action: "conflict", reason: CHANGED_BY_BOTH };
}

function judge(file: FormattedFile, former: Former, current: Current): Verdict {
  if (current.kind === "folder") return { action: "conflict", reason: FOLDER };
  if (current.kind === "obstacle") return { action: "conflict", reason: current.reason };
  return current.kind === "absent"
    ? withoutCurrent(file, former.base)
    : withCurrent(file, former, current.text);
}

function resultOf(action: ChangeAction, current: string | null, generated: string | null) {
  return action === "create" || action === "update" ? generated : current;
}

/** Says what happens to a file that is generated: base against current against new. */
export function classify(file: FormattedFile, former: Former, current: Current): FileChange {
  const { path, ownership, mode, use } = file.output;
  const text = current.kind === "file" ? current.text : null;
  const verdict = judge(file, former, current);
  return {
    path,
    ownership,
    mode,
    use,
    current: text,
    generated: file.text,
    result: resultOf(verdict.action, text, file.text),
    ...verdict,
  };
}

/** Says what happens to a file that nothing generates any more: it goes only if untouched. */
export function classifyOrphan(path: string, former: Former, current: Current): FileChange {
  const orphan = { path, ownership: "managed", mode: 0o644, generated: null } as const;
  if (current.kind === "absent") return { ...orphan, current: null, result: null, action: "gone" };
  if (current.kind !== "file") {
    const reason = current.kind === "folder" ? FOLDER : current.reason;
    return { ...orphan, current: null, result: null, action: "conflict", reason };
  }
  return isUntouched(current.text, digest(current.text), former)
    ? { ...orphan, current: current.text, result: null, action: "delete" }
    : {
        ...orphan,
        current: current.text,
        result: current.text,
        action: "conflict",
        reason: "nothing generates it any more, but it was changed by hand",
      };
}
