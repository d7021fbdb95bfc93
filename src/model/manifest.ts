import type { Json, JsonObject } from "./json.ts";

/** Settings of the whole project. */
export interface ProjectSettings {
  readonly name: string;
  /** The import package, a Python identifier. */
  readonly package: string;
  readonly description?: string;
  /** A version specifier (PEP 440), for example `>=3.11`. */
  readonly python: string;
  readonly database: string;
}

/** A blueprint with its arguments. */
export interface Use {
  readonly blueprint: string;
  readonly with: JsonObject;
}

/** What a backend is: the project's settings and its uses. */
export interface Manifest {
  readonly $schema?: string;
  /** The range of engine versions that may compile it. */
  readonly scaffold: string;
  readonly target: string;
  readonly project: ProjectSettings;
  readonly uses: readonly Use[];
}

/** Names one use of a manifest: its blueprint, its resource, or both. */
export interface UseReference {
  readonly blueprint?: string;
  /** In any spelling; alone it may also be a blueprint, which is all that a use without one has. */
  readonly resource?: string;
}

/** What happens to the fields of a resource in one change. */
export interface FieldChange {
  /** Added, or changed where the name exists; each in its short form. */
  readonly put: readonly string[];
  readonly drop: readonly string[];
  readonly rename: readonly { readonly from: string; readonly to: string }[];
}

/** A change of the manifest as data: the one input of the command line and of assistants. */
export type ManifestChange =
  | {
      readonly kind: "add";
      /** Where it is used already, its arguments are set. */
      readonly use: Use;
      readonly fields?: FieldChange;
    }
  | {
      readonly kind: "change";
      readonly use: UseReference;
      /** Arguments to set. */
      readonly set: Readonly<Record<string, Json>>;
      readonly fields?: FieldChange;
    }
  | { readonly kind: "remove"; readonly use: UseReference };
