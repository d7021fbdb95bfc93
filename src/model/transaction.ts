import type { Ownership } from "./blueprint.ts";

/** Whom a path belongs to: an output by its ownership, or a record of the engine's own. */
export type SwapOwner = Ownership | "record";

/** What one path must hold, and what it holds afterwards. */
export interface Swap {
  /** Relative to the project's root, with `/`. */
  readonly path: string;
  readonly owner: SwapOwner;
  /** SHA-256 of the bytes that must be there, null where nothing may be; absent: whatever is there. */
  readonly before?: string | null;
  /** What stands there afterwards; null where nothing does. */
  readonly content: Uint8Array | null;
  /** Permissions of a file that is not there yet; those of one that is there stay. */
  readonly mode: number;
  /** A file whose permissions and owner a new one takes instead. */
  readonly accessOf?: string;
}

/** A folder with its permissions. */
export interface FolderMode {
  readonly path: string;
  readonly mode: number;
}

/** Everything that is written as one: an apply, or taking one back. */
export interface Transaction {
  readonly swaps: readonly Swap[];
  /** Folders that go where the swaps leave them empty, in any order. */
  readonly emptied: readonly string[];
  /** Permissions of folders that are made again. */
  readonly folders: readonly FolderMode[];
  /** The plan that is applied, where there is one. */
  readonly plan: string | null;
  /** Whether a receipt is kept, so that it can be taken back. */
  readonly keepsReceipt: boolean;
  /** The receipt that this takes back, and uses up. */
  readonly undoes: string | null;
  /** Texts of that receipt that a person still needs, by their names in it. */
  readonly keptBackups: readonly number[];
}

/** One path that a transaction touched, with the hashes of its bytes; null where nothing was, or is. */
export interface ReceiptEntry {
  readonly path: string;
  readonly owner: SwapOwner;
  readonly before: string | null;
  readonly after: string | null;
  /** The name in the receipt's folder of what stood there; null where nothing did. */
  readonly backup: number | null;
}

/** What a transaction wrote: `receipt.json` beside the texts that were there before. */
export interface Receipt {
  readonly version: 1;
  /** Sorts after the ids of all that were written before. */
  readonly id: string;
  readonly plan: string | null;
  readonly command: string;
  readonly time: string;
  readonly created: readonly ReceiptEntry[];
  readonly updated: readonly ReceiptEntry[];
  readonly deleted: readonly ReceiptEntry[];
  readonly records: readonly ReceiptEntry[];
  /** Folders that were made, each after the one it is in. */
  readonly made_folders: readonly string[];
  /** Folders that may have been left empty, and were removed then. */
  readonly emptied_folders: readonly FolderMode[];
}
