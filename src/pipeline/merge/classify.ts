import { digest } from "../../language/digest.ts";
import { plainText, textOfHash } from "../../language/merge/plain-text.ts";
import { inFormOf } from "../../language/merge/text-form.ts";
import type { ChangeAction, FileChange } from "../../model/change-set.ts";
import type { FormattedFile } from "../../model/output.ts";
import type { ConflictChoice } from "../../model/project.ts";
import type { HashEntry } from "../../model/record.ts";

/** What stands at a path of the project. */
export type Current =
  | { readonly kind: "absent" }
  | { readonly kind: "file"; readonly text: string }
  | { readonly kind: "folder" }
  /** A file that holds no text. */
  | { readonly kind: "bytes" }
  /** Something that cannot be read, with the reason. */
  | { readonly kind: "obstacle"; readonly reason: string };

interface Verdict {
  readonly action: ChangeAction;
  /** Where it is neither the person's text nor the generated one, as they are. */
  readonly result?: string | null;
  readonly reason?: string;
}

/** What is to be merged: a person and the blueprints both changed it, or nobody knows the base. */
export interface Contested {
  readonly file: FormattedFile;
  readonly former: Former;
  readonly current: string;
}

const FOLDER = "a folder is in the way";
/** Why a file without a base is in conflict. */
export const IN_THE_WAY = "a file that `scaffold` did not generate is in the way";
const NO_TEXT = "it was changed by hand, and it is no text";

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

/** What was generated last, where a person has it yet: in whatever form. */
function untouched(text: string, { base, merged }: Former): string | undefined {
  if (text === merged) return text;
  return base && textOfHash(base.formatted, text);
}

function withCurrent(file: FormattedFile, former: Former, current: string): Verdict | undefined {
  const { base } = former;
  if (file.output.ownership !== "managed" && base) return { action: "kept" };
  // A text that was reused is the one on disk: there is nothing to hash again.
  if (current === file.text || digest(current) === file.formattedHash) {
    return { action: "unchanged" };
  }
  if (plainText(current) === plainText(file.text)) return { action: "unchanged" };
  if (former.merged === undefined && file.formattedHash === base?.formatted) {
    return { action: "kept" };
  }
  const text = untouched(current, former);
  if (text === undefined) return undefined;
  const versions = { base: text, current, generated: file.text };
  return { action: "update", result: inFormOf(plainText(file.text), versions) };
}

/** The verdict where no text stands; a person's bytes are kept by choice. */
function withoutText(
  current: Exclude<Current, { kind: "file" }>,
  onConflict: ConflictChoice | undefined,
): Verdict | undefined {
  if (current.kind === "absent") return undefined;
  if (current.kind === "folder") return { action: "conflict", reason: FOLDER };
  if (current.kind === "obstacle") return { action: "conflict", reason: current.reason };
  return onConflict === "ours"
    ? { action: "kept", reason: "it is no text" }
    : { action: "conflict", reason: NO_TEXT };
}

function resultOf({ action, result }: Verdict, current: string | null, generated: string | null) {
  if (result !== undefined) return result;
  return action === "create" || action === "update" ? generated : current;
}

/** A verdict on a generated file, as a change. */
export function changeOf(
  file: FormattedFile,
  current: string | null,
  verdict: Verdict,
): FileChange {
  const { path, ownership, mode, use } = file.output;
  return {
    path,
    ownership,
    mode,
    use,
    current,
    generated: file.text,
    ...verdict,
    result: resultOf(verdict, current, file.text),
  };
}

/** Says what happens to a file that is generated, or that it must be merged. */
export function classify(
  file: FormattedFile,
  former: Former,
  {
    current,
    onConflict,
  }: { readonly current: Current; readonly onConflict: ConflictChoice | undefined },
): FileChange | Contested {
  if (current.kind !== "file") {
    const verdict = withoutText(current, onConflict) ?? withoutCurrent(file, former.base);
    return changeOf(file, null, verdict);
  }
  const { text } = current;
  const verdict = withCurrent(file, former, text);
  return verdict ? changeOf(file, text, verdict) : { file, former, current: text };
}

const ORPHAN = "nothing generates it any more, but it was changed by hand";

/** Says what happens to a file that nothing generates any more: it goes only if untouched. */
export function classifyOrphan(
  path: string,
  former: Former,
  {
    current,
    onConflict,
  }: { readonly current: Current; readonly onConflict: ConflictChoice | undefined },
): FileChange {
  const orphan = { path, ownership: "managed", mode: 0o644, generated: null } as const;
  const none = { ...orphan, current: null, result: null };
  if (current.kind !== "file") {
    return { ...none, ...(withoutText(current, onConflict) ?? { action: "gone" }) };
  }
  const { text } = current;
  const file = { ...orphan, current: text };
  if (untouched(text, former) !== undefined || onConflict === "theirs") {
    return { ...file, result: null, action: "delete" };
  }
  if (onConflict === "ours") {
    const reason = "nothing generates it any more: it is yours now";
    return { ...file, result: text, action: "kept", reason };
  }
  return { ...file, result: text, action: "conflict", reason: ORPHAN };
}
