import type { ChangeSet } from "./change-set.ts";
import type { Compiled } from "./compiled.ts";
import type { BlueprintGraph } from "./graph.ts";
import type { Manifest, ManifestChange } from "./manifest.ts";
import type { PlanSources } from "./plan.ts";

/** What to do where a person and the blueprints changed the same: `ours` is the person's text. */
export type ConflictChoice = "markers" | "ours" | "theirs";

/** A generated file that a person moved: its path then and now, from the project's root. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/** What the engine is asked to compile. */
export interface PreviewRequest {
  /** Changes of the manifest, in order; none compiles it as it is. */
  readonly changes: readonly ManifestChange[];
  /** The manifest of a project that does not exist yet. */
  readonly manifest?: Manifest;
  /** What to do with conflicts; without a choice they are faults, and nothing is written. */
  readonly onConflict?: ConflictChoice;
  /** Files that a person moved since the last run. */
  readonly moved?: readonly Move[];
}

/** What a run would do, with all that explains it. */
export interface Preview {
  readonly manifest: Manifest;
  readonly request: PreviewRequest;
  readonly createdFrom: PlanSources;
  /** Commands to show after success: for a new project, and after a change. */
  readonly nextSteps: { readonly new: readonly string[]; readonly change: readonly string[] };
  /** The manifest's text after the changes: what pointers into `scaffold.json` count in. */
  readonly manifestText: string;
  readonly graph: BlueprintGraph;
  readonly changeSet: ChangeSet;
  /** What a later run may believe. */
  readonly compiled: Compiled;
}
