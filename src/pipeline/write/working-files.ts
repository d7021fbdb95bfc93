import { bytesDigest } from "../../language/digest.ts";
import {
  JOURNAL_FILE,
  RECEIPT_FOLDER,
  RECORD_FOLDER,
  STAGING_FOLDER,
} from "../../language/project-layout.ts";
import type { FileSystem } from "../../ports.ts";
import { PathError } from "./faults.ts";

/** A new text before it is swapped in. */
export function stagedPath(number: number): string {
  return `${STAGING_FOLDER}/${number}`;
}

export function receiptFolder(id: string): string {
  return `${RECEIPT_FOLDER}/${id}`;
}

export function backupFolder(id: string): string {
  return `${receiptFolder(id)}/before`;
}

/** What stood at a path before a transaction. */
export function backupPath(id: string, number: number): string {
  return `${backupFolder(id)}/${number}`;
}

export function receiptFile(id: string): string {
  return `${receiptFolder(id)}/receipt.json`;
}

/** The hash of a file's bytes; null of anything else. */
export function hashAt(path: string, fileSystem: FileSystem): string | null {
  if (fileSystem.kind(path) !== "file") return null;
  const bytes = fileSystem.readBytes(path);
  return bytes === null ? null : bytesDigest(bytes);
}

/** Whether two paths are names of one file. */
export function isOneFile(a: string, b: string, fileSystem: FileSystem): boolean {
  const [one, other] = [fileSystem.entry(a), fileSystem.entry(b)];
  return one?.kind === "file" && one.identity === other?.identity;
}

/**
 * Removes what stands at a path of the engine's own, with all that is in it but what is kept. Of a
 * link goes the link, and nothing that it leads to.
 */
export function removeTree(
  path: string,
  fileSystem: FileSystem,
  kept: readonly string[] = [],
): void {
  const kind = kept.includes(path) ? null : fileSystem.kind(path);
  if (kind === null) return;
  if (kind !== "folder") {
    fileSystem.removeFile(path);
    return;
  }
  for (const name of fileSystem.list(path)) removeTree(`${path}/${name}`, fileSystem, kept);
  fileSystem.removeFolder(path);
}

/** A link in the place of a receipt would have its texts taken from, and cleared, elsewhere. */
function assertOwnReceipts(fileSystem: FileSystem): void {
  const ids = fileSystem.list(RECEIPT_FOLDER);
  const folders = ids.flatMap((id) => [receiptFolder(id), backupFolder(id)]);
  const link = folders.find((path) => fileSystem.kind(path) === "link");
  if (link !== undefined) throw new PathError(link, "a link stands there, and no folder");
}

/**
 * Makes sure that the engine's own places are no links: a project may come from anywhere, and what
 * is cleared there could be anything.
 */
export function assertOwnPlaces(fileSystem: FileSystem): void {
  for (const path of [RECORD_FOLDER, STAGING_FOLDER, RECEIPT_FOLDER]) {
    const kind = fileSystem.kind(path) ?? "folder";
    if (kind !== "folder") throw new PathError(path, `a ${kind} stands there, and no folder`);
  }
  const kind = fileSystem.kind(JOURNAL_FILE) ?? "file";
  if (kind !== "file") throw new PathError(JOURNAL_FILE, `a ${kind} stands there, and no file`);
  assertOwnReceipts(fileSystem);
}
