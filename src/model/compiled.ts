import type { Ownership } from "./blueprint.ts";

/** One file that a compile makes. */
export interface CompiledFile {
  readonly path: string;
  readonly ownership: Ownership;
  readonly use: string;
  /** A hash over all that its text was rendered from, and what that gave; where it can be told. */
  readonly provenance?: string;
}

/** What a compile made, without the texts: of those the project keeps the hashes. */
export interface Compiled {
  readonly files: readonly CompiledFile[];
  /** Folders of histories: it read what stands there. */
  readonly folders: readonly string[];
  /** Paths at which it looked whether anything stands there. */
  readonly lookedFor: readonly { readonly path: string; readonly isFound: boolean }[];
  /**
   * Hash over everything of the project that it would read, were it done again after the apply; null where
   * it told of something, which the next one has to tell again.
   */
  readonly inputs: string | null;
}
