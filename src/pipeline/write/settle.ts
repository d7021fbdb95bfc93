import { parentOf } from "../../language/paths.ts";
import {
  JOURNAL_FILE,
  RECEIPT_FOLDER,
  RECORD_FOLDER,
  STAGING_FOLDER,
} from "../../language/project-layout.ts";
import type { FileSystem } from "../../ports.ts";
import { reasonFor } from "./faults.ts";
import { type Journal, readJournal } from "./journal.ts";
import { surplusReceipts, useUp } from "./receipts.ts";
import { type Left, takeBackSteps } from "./take-back.ts";
import { backupFolder, receiptFile, receiptFolder, removeTree } from "./working-files.ts";

/** What is of no use any more, and cannot be removed. */
export interface Uncleared {
  readonly path: string;
  readonly reason: string;
}

/** How a run that had begun came to its end. */
export type Settled =
  | { readonly kind: "nothing-begun" }
  | { readonly kind: "taken-back"; readonly journal: Journal; readonly left: readonly Left[] }
  | {
      readonly kind: "finished";
      readonly journal: Journal;
      readonly uncleared: readonly Uncleared[];
    };

/** What the disk must know before the journal, which could do it again, goes. */
async function syncFolders(paths: readonly string[], fileSystem: FileSystem): Promise<void> {
  const folders = [...new Set(paths.map(parentOf))];
  const standing = folders.filter((folder) => fileSystem.kind(folder) === "folder");
  if (standing.length > 0) await fileSystem.sync(standing);
}

/** The journal goes last: as long as it is there, all that was done before can be done again. */
async function dropJournal(fileSystem: FileSystem): Promise<void> {
  fileSystem.removeFolder(RECEIPT_FOLDER);
  fileSystem.removeFile(JOURNAL_FILE);
  await fileSystem.sync([RECORD_FOLDER]);
}

async function takeBack(journal: Journal, fileSystem: FileSystem): Promise<readonly Left[]> {
  const { receipt, steps, made } = journal;
  const left = takeBackSteps(journal, fileSystem);
  for (const folder of made.toReversed()) fileSystem.removeFolder(folder);
  await syncFolders([...steps.map(({ path }) => path), ...made], fileSystem);
  fileSystem.removeFile(receiptFile(receipt));
  fileSystem.removeFolder(backupFolder(receipt));
  fileSystem.removeFolder(receiptFolder(receipt));
  removeTree(STAGING_FOLDER, fileSystem);
  await dropJournal(fileSystem);
  return left;
}

/** Clears where it can: what stays in the way of nobody must not keep a run from its end. */
function tryToClear(path: string, clear: () => void): readonly Uncleared[] {
  try {
    clear();
    return [];
  } catch (error) {
    const reason = reasonFor(error);
    if (reason === undefined) throw error;
    return [{ path, reason }];
  }
}

/** Where one receipt cannot be removed, others of its owner cannot either: one is told. */
function prune(fileSystem: FileSystem): readonly Uncleared[] {
  for (const folder of surplusReceipts(fileSystem).map(receiptFolder)) {
    const uncleared = tryToClear(folder, () => removeTree(folder, fileSystem));
    if (uncleared.length > 0) return uncleared;
  }
  return [];
}

async function finish(journal: Journal, fileSystem: FileSystem): Promise<readonly Uncleared[]> {
  const { receipt, keepsReceipt, undoes, keptBackups } = journal;
  const emptied = journal.emptied.map(({ path }) => path);
  const gone = keepsReceipt ? [STAGING_FOLDER] : [receiptFolder(receipt), STAGING_FOLDER];
  for (const path of emptied) fileSystem.removeFolder(path);
  await syncFolders(emptied, fileSystem);
  const uncleared = [
    ...(undoes === null
      ? []
      : tryToClear(receiptFolder(undoes), () => useUp(undoes, keptBackups, fileSystem))),
    ...gone.flatMap((path) => tryToClear(path, () => removeTree(path, fileSystem))),
    ...prune(fileSystem),
  ];
  await dropJournal(fileSystem);
  return uncleared;
}

/**
 * Brings what the journal says to its end: back where it was not committed, forth where it was. It
 * may be stopped at any call, and is then done again; so the end of a run, its failure and the
 * recovery of one that was killed are the same. Only who holds the lock may do it.
 *
 * @throws JournalError where nobody can tell what was begun.
 */
export async function settle(fileSystem: FileSystem): Promise<Settled> {
  const journal = readJournal(fileSystem);
  if (!journal) {
    removeTree(STAGING_FOLDER, fileSystem);
    return { kind: "nothing-begun" };
  }
  if (journal.state === "pending") {
    return { kind: "taken-back", journal, left: await takeBack(journal, fileSystem) };
  }
  return { kind: "finished", journal, uncleared: await finish(journal, fileSystem) };
}
