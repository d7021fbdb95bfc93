import type { Ownership } from "./blueprint.ts";

/** How a file stands to what was generated last, and to what would be generated now. */
export type FileState =
  /** As it was generated, and would be again. */
  | "untouched"
  /** A person changed it. */
  | "edited"
  /** A person deleted it. */
  | "deleted"
  /** Something else is generated for it now; nobody has touched it. */
  | "outdated"
  /** A person changed it, and something else is generated for it now. */
  | "both"
  /** A person changed it, and conflict markers are in it. */
  | "undecided"
  /** Nothing generates it any more. */
  | "orphan"
  /** Something stands there that was not generated. */
  | "in_the_way"
  /** What was generated last for it is not what the hashes say. */
  | "damaged";

/** One file of a project, and how it stands. */
export interface FileDrift {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly state: FileState;
  readonly ownership: Ownership;
  /** The use that generates it; absent where none does now. */
  readonly use?: string;
  /** Why, where the state does not say it. */
  readonly reason?: string;
  /** What was generated last, or null. */
  readonly base: string | null;
  /** What is on disk now, or null. */
  readonly current: string | null;
}

/** How a project stands to what its manifest generates. */
export interface Drift {
  /** Every generated file, by path. */
  readonly files: readonly FileDrift[];
  /**
   * Texts of the engine's own that an apply would write although it changes no file, and the manifest where
   * git left a conflict in it.
   */
  readonly records: readonly string[];
}
