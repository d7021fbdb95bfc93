import type { Json, JsonObject } from "./json.ts";

/** The values of a slot at one time, by their key. */
export type SlotState = ReadonlyMap<string, JsonObject>;

/** How a history file says what it is: names of variables that it assigns at its top level. */
export interface RevisionNames {
  readonly revision: string;
  readonly parents: string;
}

/**
 * A change that rows which are there would not survive, or not well: of an item that is new, where
 * there is nothing that it was before; of one that goes, where there is nothing that it is; else of
 * one that changes.
 */
export interface Refusal {
  /** A list of named items in each entry. */
  readonly list: string;
  /** What an item must be now. */
  readonly when?: Readonly<Record<string, Json>>;
  /** What the item must have been; paths that begin with `after` lead to what it is now. */
  readonly before?: Readonly<Record<string, Json>>;
  /** Members of which one must have changed, if there are any. */
  readonly changed: readonly string[];
  /** Why, in words that follow the item's name. */
  readonly reason: string;
  readonly help: string;
}

/** How the values of a slot are kept as the state of a history. */
export interface StateRule {
  /** Members, at any depth, whose change alone makes no revision. */
  readonly ignore: readonly string[];
  /** Members of items that list what may be stored: a choice that goes makes a revision, a new one none. */
  readonly choices: readonly string[];
  /** Where an entry names the keys of others that must be there before it: a path through lists. */
  readonly needs?: string;
  /** Which of the entries that are new get a revision of their own, so that branches make it alike. */
  readonly apart?: Readonly<Record<string, Json>>;
  readonly refuses: readonly Refusal[];
  /** Changes that are made, and of which somebody should know. */
  readonly warns: readonly Refusal[];
}

/** A named item before and after a change. */
export interface ItemChange {
  readonly before: JsonObject;
  readonly after: JsonObject;
  readonly is_renamed: boolean;
  /** The name that it takes meanwhile, where another renamed item still has its new one. */
  readonly via: string | null;
  /** Whether something that might be stored may not be any more. */
  readonly loses_choice: boolean;
}

/** How one list of an entry changed. */
export interface ListChange {
  readonly added: readonly JsonObject[];
  readonly dropped: readonly JsonObject[];
  readonly changed: readonly ItemChange[];
}

/** One step from a state to the next, as a template of a history file sees it. */
export interface HistoryStep {
  readonly action: "create" | "drop" | "rename" | "change";
  /** The entry's key; after a rename, the new one. */
  readonly key: string;
  readonly former_key: string;
  /** The key that it takes meanwhile, where another renamed entry still has the new one. */
  readonly via: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** By the name of each list of the entry; empty but for a change. */
  readonly lists: Readonly<Record<string, ListChange>>;
  /** Keys that the entry needs and that come after it, since they need each other. */
  readonly deferred: readonly string[];
}

/** What one revision did to one entry; null where it took the entry away. */
export type EntryDelta = {
  readonly set: JsonObject;
  /** By list and by the item's name; null where the item was taken away. */
  readonly lists: Readonly<Record<string, Readonly<Record<string, JsonObject | null>>>>;
} | null;

/** What one revision did to the state: one file of `.scaffold/state/<slot>/`. */
export interface HistoryRecord {
  readonly version: 1;
  readonly revision: string;
  /** How many revisions lead to it, itself included. */
  readonly number: number;
  /** The history file. */
  readonly path: string;
  /** By the entry's key. */
  readonly changes: Readonly<Record<string, EntryDelta>>;
}

/** What the project's history is before this run. */
export interface PastHistory {
  /** The folder of its files, from the project's root. */
  readonly folder: string;
  /** Whether all of it could be read; what follows an unknown history is unknown too. */
  readonly isWhole: boolean;
  readonly state: SlotState;
  /** Revisions that no other one follows, sorted. */
  readonly heads: readonly string[];
  /** The number of the latest revision; 0 where there is none. */
  readonly number: number;
  /** Files of records whose revision was taken away. */
  readonly stale: readonly string[];
  /** Files of the revisions that this run takes back. */
  readonly takenBack: readonly string[];
}
