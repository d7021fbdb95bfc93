import { bytesDigest } from "../../language/digest.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { ChangeSet, FileChange, RecordChange } from "../../model/change-set.ts";
import type { Swap, Transaction } from "../../model/transaction.ts";
import { foldersOf } from "./working-files.ts";

const encoder = new TextEncoder();

function bytesOf(text: string | null): Uint8Array | null {
  return text === null ? null : encoder.encode(text);
}

/** The manifest is what all the rest was made from: it is held to be as it was read. */
function isSwapped({ path, action }: FileChange): boolean {
  return ["create", "update", "merge", "delete"].includes(action) || path === MANIFEST_FILE;
}

function swapOf({ path, ownership, current, result, mode }: FileChange): Swap {
  const before = bytesOf(current);
  return {
    path,
    owner: ownership,
    before: before && bytesDigest(before),
    content: bytesOf(result),
    mode,
  };
}

function recordSwap({ path, text }: RecordChange): Swap {
  return { path, owner: "record", content: bytesOf(text), mode: 0o644 };
}

/** What an apply of a change set writes, and what it must find. */
export function transactionOf(
  { files, records }: ChangeSet,
  plan: Transaction["plan"] = null,
): Transaction {
  const swaps = [...files.filter(isSwapped).map(swapOf), ...records.map(recordSwap)];
  const removed = swaps.filter(({ content }) => content === null);
  const manifest = files.find(({ path }) => path === MANIFEST_FILE);
  return {
    swaps,
    emptied: removed.flatMap(({ path }) => foldersOf(path)),
    folders: [],
    plan,
    // Before a project was made there was nothing that one could go back to.
    keepsReceipt: manifest?.current !== null,
    undoes: null,
    keptBackups: [],
  };
}
