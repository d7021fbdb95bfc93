import { isFileFault } from "../../diagnostics/file-fault.ts";
import { RECEIPT_FOLDER, STAGING_FOLDER } from "../../language/project-layout.ts";
import type { Receipt } from "../../model/transaction.ts";
import type { FileSystem } from "../../ports.ts";
import { SurpriseError, writing } from "./faults.ts";
import { changeOf, type Prepared, type PreparedStep, touchedFolders } from "./prepare.ts";
import {
  backupFolder,
  backupPath,
  hashAt,
  receiptFile,
  receiptFolder,
  stagedPath,
} from "./working-files.ts";

/** Until it has the permissions of the file that it replaces, nobody else is to read it. */
const OWNER_ONLY = 0o600;

/** Writes every new text beside the project, in its final form. */
export async function stage({ steps }: Prepared, fileSystem: FileSystem): Promise<void> {
  fileSystem.makeFolder(STAGING_FOLDER);
  for (const { swap, number, accessOf } of steps) {
    const { path, content, mode } = swap;
    if (content === null) continue;
    const staged = stagedPath(number);
    writing(path, () => {
      fileSystem.writeFile(staged, content, accessOf === null ? mode : OWNER_ONLY);
      if (accessOf !== null) fileSystem.copyAccess(accessOf, staged);
    });
  }
  const staged = steps.filter(({ after }) => after !== null);
  await fileSystem.sync([...staged.map(({ number }) => stagedPath(number)), STAGING_FOLDER]);
}

function says(error: unknown, code: string): boolean {
  return isFileFault(error) && error.code === code;
}

/** Moves what stands there into the receipt: one move is the backup, undo's store and the check. */
function moveAway({ path, swap, before }: PreparedStep, backup: string, fileSystem: FileSystem) {
  try {
    fileSystem.rename(path, backup);
  } catch (error) {
    if (says(error, "ENOENT")) throw new SurpriseError(swap.path, changeOf(before, null));
    throw error;
  }
  const moved = hashAt(backup, fileSystem);
  if (moved !== before) throw new SurpriseError(swap.path, changeOf(before, moved ?? ""));
}

/** A link fails where something stands: an editor may have saved in the meantime. */
function putIn({ path, swap, number }: PreparedStep, fileSystem: FileSystem): void {
  try {
    fileSystem.link(stagedPath(number), path);
  } catch (error) {
    if (says(error, "EEXIST")) throw new SurpriseError(swap.path, changeOf(null, ""));
    throw error;
  }
}

function swapOne(step: PreparedStep, receipt: string, fileSystem: FileSystem): void {
  writing(step.swap.path, () => {
    if (step.before !== null) moveAway(step, backupPath(receipt, step.number), fileSystem);
    if (step.after !== null) putIn(step, fileSystem);
  });
}

/** An editor that had a file open writes to it wherever it was moved. */
function assertBackups({ steps }: Prepared, receipt: string, fileSystem: FileSystem): void {
  for (const { swap, number, before } of steps) {
    if (before === null) continue;
    const now = hashAt(backupPath(receipt, number), fileSystem);
    if (now !== before) throw new SurpriseError(swap.path, changeOf(before, now ?? ""));
  }
}

async function makeReceipt(receipt: Receipt, isKept: boolean, fileSystem: FileSystem) {
  for (const folder of [RECEIPT_FOLDER, receiptFolder(receipt.id), backupFolder(receipt.id)]) {
    fileSystem.makeFolder(folder);
  }
  if (!isKept) return;
  const file = receiptFile(receipt.id);
  fileSystem.writeFile(
    file,
    new TextEncoder().encode(`${JSON.stringify(receipt, null, 2)}\n`),
    0o644,
  );
  await fileSystem.sync([file]);
}

/** Exchanges all paths; what it has done when it throws is for the journal to take back. */
export async function swapAll(
  prepared: Prepared,
  { receipt, isKept }: { receipt: Receipt; isKept: boolean },
  fileSystem: FileSystem,
): Promise<void> {
  await makeReceipt(receipt, isKept, fileSystem);
  for (const { path, mode } of prepared.made) {
    writing(path, () => fileSystem.makeFolder(path, mode));
  }
  for (const step of prepared.steps) swapOne(step, receipt.id, fileSystem);
  await fileSystem.sync([
    ...touchedFolders(prepared),
    backupFolder(receipt.id),
    receiptFolder(receipt.id),
    RECEIPT_FOLDER,
  ]);
  assertBackups(prepared, receipt.id, fileSystem);
}
