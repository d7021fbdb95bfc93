import { bytesDigest } from "../../language/digest.ts";
import { foldersOf } from "../../language/paths.ts";
import { MANIFEST_FILE } from "../../language/project-layout.ts";
import type { ChangeSet, FileChange, RecordChange } from "../../model/change-set.ts";
import type { Swap, Transaction } from "../../model/transaction.ts";

const encoder = new TextEncoder();

/** Encodes texts; a file and its base have one text, whose bytes are held once. */
function byteEncoder() {
  const known = new Map<string, Uint8Array>();
  return (text: string | null): Uint8Array | null => {
    if (text === null) return null;
    const bytes = known.get(text) ?? encoder.encode(text);
    known.set(text, bytes);
    return bytes;
  };
}

type BytesOf = ReturnType<typeof byteEncoder>;

/** The manifest is what all the rest was made from: it is held to be as it was read. */
function isSwapped({ path, action }: FileChange): boolean {
  return ["create", "update", "merge", "delete"].includes(action) || path === MANIFEST_FILE;
}

function swapOf({ path, ownership, current, result, mode }: FileChange, bytesOf: BytesOf): Swap {
  return {
    path,
    owner: ownership,
    before: current === null ? null : bytesDigest(encoder.encode(current)),
    content: bytesOf(result),
    mode,
  };
}

function recordSwap({ path, text }: RecordChange, bytesOf: BytesOf): Swap {
  return { path, owner: "record", content: bytesOf(text), mode: 0o644 };
}

/** What an apply of a change set writes, and what it must find. */
export function transactionOf(
  { files, records }: ChangeSet,
  plan: Transaction["plan"] = null,
): Transaction {
  const bytesOf = byteEncoder();
  const swaps = [
    ...files.filter(isSwapped).map((file) => swapOf(file, bytesOf)),
    ...records.map((record) => recordSwap(record, bytesOf)),
  ];
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
