import type { Ownership } from "./blueprint.ts";
import type { ChangeAction } from "./change-set.ts";
import type { ManifestChange } from "./manifest.ts";
import type { ConflictChoice, Move } from "./project.ts";

/** What a plan was made from; each is a hash but for the engine and its formatter. */
export interface PlanSources {
  /** Versions. */
  readonly engine: string;
  readonly formatter: string;
  readonly manifest: string;
  /** Null where the project has none yet. */
  readonly lock: string | null;
  readonly hashes: string | null;
  readonly state: string;
  /** By the name of each blueprint that is used: over its document and its templates. */
  readonly blueprints: Readonly<Record<string, string>>;
}

/** What a plan does to one file. */
export interface PlannedFile {
  readonly path: string;
  readonly action: ChangeAction;
  readonly use: string | null;
  readonly ownership: Ownership;
  readonly mode: string;
  /** Hash of what is on disk; null where nothing may be. */
  readonly before: string | null;
  /** Hash of what stands there after the apply; null where nothing does. */
  readonly after: string | null;
  readonly reason?: string;
}

/** A change set as it is saved, with what it was made from: `schemas/plan.v1.json`. */
export interface Plan {
  readonly $schema?: string;
  readonly version: 1;
  /** The head of a hash of all that follows. */
  readonly id: string;
  readonly created_from: PlanSources;
  readonly changes: readonly ManifestChange[];
  /** What was chosen for conflicts; null where nothing was. */
  readonly on_conflict: ConflictChoice | null;
  /** Files that a person moved, as the call said. */
  readonly moved: readonly Move[];
  /** Files that something happens to, or that are not as they were generated; by path. */
  readonly files: readonly PlannedFile[];
  /** Hash of what is written of the engine's own. */
  readonly records: string;
  readonly added_uses: readonly string[];
  readonly overrides: readonly string[];
}
