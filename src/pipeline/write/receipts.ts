import { RECEIPT_FOLDER } from "../../language/project-layout.ts";
import type { Receipt, ReceiptEntry, Transaction } from "../../model/transaction.ts";
import type { FileSystem, LockHolder, Reader } from "../../ports.ts";
import { PathError } from "./faults.ts";
import { isReceiptId } from "./journal.ts";
import type { Prepared, PreparedStep } from "./prepare.ts";
import { backupPath, receiptFile, receiptFolder, removeTree } from "./working-files.ts";

/** So many applies can be taken back. */
const KEPT = 20;

const NUMBER_LENGTH = 4;

function numberOf(id: string): number {
  return Number(id.split("-", 1)[0]);
}

/** Every id that a folder has, the oldest first. */
function usedIds(reader: Pick<Reader, "list">): readonly string[] {
  return reader
    .list(RECEIPT_FOLDER)
    .filter(isReceiptId)
    .sort((a, b) => numberOf(a) - numberOf(b));
}

/**
 * The ids of all receipts, the oldest first. A folder that holds none has what a person was told to
 * look at: it is left to them.
 */
export function receiptIds(reader: Reader): readonly string[] {
  return usedIds(reader).filter((id) => reader.kind(receiptFile(id)) !== null);
}

/**
 * The id of the next receipt: a number, since clocks go back, and the time for people.
 *
 * @throws PathError where no number comes after the last one.
 */
export function nextReceiptId(time: string, fileSystem: FileSystem): string {
  const last = usedIds(fileSystem).at(-1);
  const number = last === undefined ? 1 : numberOf(last) + 1;
  const stamp = time.replace(/\.\d+/, "").replaceAll(/[-:]/g, "");
  const id = `${String(number).padStart(NUMBER_LENGTH, "0")}-${stamp}`;
  if (isReceiptId(id)) return id;
  throw new PathError(receiptFolder(last ?? id), "no number comes after it; move it away");
}

/** Removes a receipt that was taken back, but for the texts that a person still needs. */
export function useUp(id: string, kept: readonly number[], fileSystem: FileSystem): void {
  fileSystem.removeFile(receiptFile(id));
  const backups = kept.map((number) => backupPath(id, number));
  removeTree(receiptFolder(id), fileSystem, backups);
}

/** The oldest receipts, where there are too many. */
export function surplusReceipts(fileSystem: FileSystem): readonly string[] {
  return receiptIds(fileSystem).slice(0, -KEPT);
}

function entryOf({ swap, number, before, after }: PreparedStep): ReceiptEntry {
  const { path, owner } = swap;
  return { path, owner, before, after, backup: before === null ? null : number };
}

/** Says what a transaction writes, before it does. */
export function receiptOf(
  { steps, made, emptied }: Prepared,
  { id, plan, holder }: { id: string; plan: Transaction["plan"]; holder: LockHolder },
): Receipt {
  const entries = steps.map(entryOf);
  const files = entries.filter(({ owner }) => owner !== "record");
  return {
    version: 1,
    id,
    plan,
    command: holder.command,
    time: holder.time,
    created: files.filter(({ before }) => before === null),
    updated: files.filter(({ before, after }) => before !== null && after !== null),
    deleted: files.filter(({ after }) => after === null),
    records: entries.filter(({ owner }) => owner === "record"),
    made_folders: made.map(({ path }) => path),
    emptied_folders: emptied,
  };
}
