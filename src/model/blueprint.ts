import type { Origin } from "./document.ts";
import type { RevisionNames, StateRule } from "./history.ts";
import type { Json, JsonObject } from "./json.ts";

/** The JSON type of a parameter's value. */
export type ParameterType = "string" | "integer" | "number" | "boolean" | "array" | "object";

/** What may be given for one parameter, or stand in one member of a slot's value. */
export interface Parameter {
  readonly type: ParameterType;
  readonly required: boolean;
  readonly default?: Json;
  readonly enum?: readonly Json[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: ParameterItems;
  readonly description: string;
  /** Where the value stands on a command line without a flag: the first word, or all the rest. */
  readonly argument?: "first" | "rest";
}

/** What may stand in an array parameter. `field` items are the fields of a resource. */
export interface ParameterItems {
  readonly type?: ParameterType;
  readonly format?: "field";
  readonly enum?: readonly Json[];
  readonly pattern?: string;
}

/** A condition as data: each path equals its value, or one of a list, or is `above` another path. */
export type Condition = Readonly<Record<string, Json>>;

/** A blueprint that must be used as well; its data is read through `alias`. */
export interface Dependency {
  /** A name with placeholders, for example `create-model-{resource}`. */
  readonly blueprint: string;
  readonly alias?: string;
  /** A semantic version range. */
  readonly version?: string;
  readonly when?: Condition;
  /** JSON pointer of the entry in its document. */
  readonly pointer: string;
}

/** Another use that must exist but is never implied; may be cyclic. */
export interface Reference {
  readonly blueprint: string;
  readonly alias?: string;
  /** A list in the use's data; one reference for each item. */
  readonly each?: string;
  readonly when?: Condition;
  readonly pointer: string;
}

/** Who owns a generated file from then on. */
export type Ownership = "managed" | "seed" | "history";

/** What the files of a history are made from, and how such a file says what it is. */
export interface HistorySource extends RevisionNames {
  /** The slot whose values are the state that the history leads to. */
  readonly slot: string;
}

/** One file that a use generates. */
export interface GeneratedPath {
  /** Below the package folder, or below the project's root with `{project}/` at its head. */
  readonly path: string;
  readonly when?: Condition;
  readonly ownership: Ownership;
  /** Only of a file whose ownership is `history`. */
  readonly history?: HistorySource;
  /** POSIX permission bits. */
  readonly mode: 0o644 | 0o755;
  readonly pointer: string;
}

/** What a use adds to a slot of another use. */
export interface Contribution {
  readonly slot: string;
  /** The use that owns the slot, where more than one may; a name with placeholders. */
  readonly to?: string;
  /** The named place in a slot whose order is a list of places. */
  readonly at?: string;
  readonly when?: Condition;
  /** A list in the use's data; one contribution for each `item`. */
  readonly each?: string;
  /** Nothing is implied: contribute only where the owner is used anyway. */
  readonly onlyIfUsed: boolean;
  readonly value: JsonObject;
  readonly pointer: string;
}

/** What happens to two contributions with one key. */
export type DuplicateRule = "equal" | "fault" | "intersect";

/** A named list that other uses add to. */
export interface Slot {
  readonly name: string;
  readonly description: string;
  /** Members of each contribution's value. */
  readonly schema: Readonly<Record<string, Parameter>>;
  /** The member that identifies a contribution. */
  readonly key: string;
  /** Sorted by key, or by named places and then by key. */
  readonly order: "key" | readonly string[];
  readonly duplicates: DuplicateRule;
  /** How its values are kept, where a history is made from them. */
  readonly state: StateRule;
  readonly pointer: string;
}

/** A performance target, for example p95 of `response_time` below 200 ms. */
export interface PerformanceTarget {
  readonly metric: string;
  readonly percentile?: "p50" | "p95" | "p99";
  readonly operator: "<" | "<=" | ">" | ">=";
  readonly value: number;
  readonly unit: string;
}

/** Arguments that cannot stand together. */
export interface Contradiction {
  /** The list whose items are judged one by one; without it the use itself is. */
  readonly each?: string;
  readonly when: Condition;
  /** What is wrong, in words that follow the use's name, with placeholders. */
  readonly reason: string;
  readonly help: string;
  readonly pointer: string;
}

/** A blueprint document after validation. */
export interface Blueprint {
  /** A name with placeholders. */
  readonly name: string;
  readonly version: string;
  readonly category: string;
  readonly description: string;
  /** The command that adds this blueprint, for example `endpoint --type crud`. */
  readonly command?: string;
  readonly file: string;
  readonly origin: Origin;
  /** The file's name without its ending; its templates stand in a folder of that name. */
  readonly stem: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly embeddedCode?: string;
  /** Import statements that an embedded template needs. */
  readonly imports: readonly string[];
  /** Requirements of the generated project (PEP 508). */
  readonly requirements: readonly string[];
  readonly dependsOn: readonly Dependency[];
  readonly refersTo: readonly Reference[];
  /** Names of blueprints, with placeholders. */
  readonly conflictsWith: readonly string[];
  readonly generates: readonly GeneratedPath[];
  readonly contributes: readonly Contribution[];
  readonly slots: Readonly<Record<string, Slot>>;
  readonly requiredFiles: readonly string[];
  readonly testRequirements: readonly string[];
  readonly performanceTargets: readonly PerformanceTarget[];
  readonly contradictions: readonly Contradiction[];
  /** SHA-256 of the document's text, in hex. */
  readonly hash: string;
}
