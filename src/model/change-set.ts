import type { Ownership } from "./blueprint.ts";

/** What happens to one file. */
export type ChangeAction =
  /** Written where nothing is. */
  | "create"
  /** Replaced; nobody had touched it. */
  | "update"
  /** Replaced by what a person and the blueprints made of it together. */
  | "merge"
  /** Removed; no output is left for it and nobody had touched it. */
  | "delete"
  /** Left alone: what is there is what would be written. */
  | "unchanged"
  /** Left alone: a person changed it, the generated text did not change. */
  | "kept"
  /** Left alone: a person deleted it. */
  | "gone"
  /** A person's text and the generated one both moved. */
  | "conflict";

/** One file of a change set. */
export interface FileChange {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly action: ChangeAction;
  readonly ownership: Ownership;
  readonly mode: 0o644 | 0o755;
  /** The use that generates it; absent where none does any more. */
  readonly use?: string;
  /** What is on disk now, or null. */
  readonly current: string | null;
  /** What is generated, or null. */
  readonly generated: string | null;
  /** What stands there after an apply, or null. */
  readonly result: string | null;
  /** Why, where the action does not say it: in the way, changed by a person, a folder. */
  readonly reason?: string;
}

/** A text of the engine's own below `.scaffold` or the lock; null removes it. */
export interface RecordChange {
  readonly path: string;
  readonly text: string | null;
}

/** Everything that an apply would do. */
export interface ChangeSet {
  /** By path. */
  readonly files: readonly FileChange[];
  /** Base, hashes, lock, schemas and the manifest's own copy. */
  readonly records: readonly RecordChange[];
  /** Uses that were added because another needs them. */
  readonly addedUses: readonly string[];
  /** Blueprints and templates of the project that stand in for built-in ones. */
  readonly overrides: readonly string[];
}
