import {
  JOURNAL_FILE,
  RECEIPT_FOLDER,
  RECORD_FOLDER,
  STAGING_FOLDER,
} from "../../language/project-layout.ts";
import type { FileSystem } from "../../ports.ts";
import { type Journal, readJournal } from "./journal.ts";
import { pruneReceipts, useUp } from "./receipts.ts";
import { type Left, takeBackSteps } from "./take-back.ts";
import { backupFolder, parentOf, receiptFile, receiptFolder, removeTree } from "./working-files.ts";

/** How a run that had begun came to its end. */
export type Settled =
  | { readonly kind: "nothing-begun" }
  | { readonly kind: "taken-back"; readonly journal: Journal; readonly left: readonly Left[] }
  | { readonly kind: "finished"; readonly journal: Journal };

/** What the disk must know before the journal, which could do it again, goes. */
function syncFolders(paths: readonly string[], fileSystem: FileSystem): void {
  const folders = [...new Set(paths.map(parentOf))];
  const standing = folders.filter((folder) => fileSystem.kind(folder) === "folder");
  if (standing.length > 0) fileSystem.sync(standing);
}

/** The journal goes last: as long as it is there, all of this can be done again. */
function clear(fileSystem: FileSystem): void {
  fileSystem.removeFolder(RECEIPT_FOLDER);
  removeTree(STAGING_FOLDER, fileSystem);
  fileSystem.removeFile(JOURNAL_FILE);
  fileSystem.sync([RECORD_FOLDER]);
}

function takeBack(journal: Journal, fileSystem: FileSystem): readonly Left[] {
  const { receipt, steps, made } = journal;
  const left = takeBackSteps(journal, fileSystem);
  for (const folder of made.toReversed()) fileSystem.removeFolder(folder);
  syncFolders([...steps.map(({ path }) => path), ...made], fileSystem);
  fileSystem.removeFile(receiptFile(receipt));
  fileSystem.removeFolder(backupFolder(receipt));
  fileSystem.removeFolder(receiptFolder(receipt));
  clear(fileSystem);
  return left;
}

function finish(journal: Journal, fileSystem: FileSystem): void {
  const { receipt, keepsReceipt, undoes, keptBackups, emptied } = journal;
  for (const { path } of emptied) fileSystem.removeFolder(path);
  syncFolders(
    emptied.map(({ path }) => path),
    fileSystem,
  );
  if (!keepsReceipt) removeTree(receiptFolder(receipt), fileSystem);
  if (undoes !== null) useUp(undoes, keptBackups, fileSystem);
  pruneReceipts(fileSystem);
  clear(fileSystem);
}

/**
 * Brings what the journal says to its end: back where it was not committed, forth where it was. It
 * may be stopped at any call, and is then done again; so the end of a run, its failure and the
 * recovery of one that was killed are the same. Only who holds the lock may do it.
 *
 * @throws JournalError where nobody can tell what was begun.
 */
export function settle(fileSystem: FileSystem): Settled {
  const journal = readJournal(fileSystem);
  if (!journal) {
    removeTree(STAGING_FOLDER, fileSystem);
    return { kind: "nothing-begun" };
  }
  if (journal.state === "pending") {
    return { kind: "taken-back", journal, left: takeBack(journal, fileSystem) };
  }
  finish(journal, fileSystem);
  return { kind: "finished", journal };
}
