import { fault } from "../diagnostics/catalogue.ts";
import { isFileFault } from "../diagnostics/file-fault.ts";
import { bytesDigest } from "../language/digest.ts";
import type { FileChange } from "../model/change-set.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Receipt, ReceiptEntry, Swap, Transaction } from "../model/transaction.ts";
import { backupPath } from "../pipeline/write/index.ts";
import type { FileSystem } from "../ports.ts";
import { entriesOf, lastReceipt } from "./receipts.ts";
import { historyFaults } from "./undo-history.ts";

/** What taking back the last apply would do. */
export interface UndoPreview {
  readonly receipt: Receipt;
  /** What happens to each file; records are not told. */
  readonly files: readonly Pick<FileChange, "path" | "action" | "reason">[];
  /** Files that were edited since, and stay. */
  readonly kept: readonly string[];
  readonly transaction: Transaction;
}

/** What became of a path since the apply. */
type Standing =
  /** What the apply wrote stands there. */
  | "untouched"
  /** What was there before stands there again. */
  | "taken-back"
  | "edited";

function hashOf(path: string, fileSystem: FileSystem): string | null | undefined {
  try {
    const real = fileSystem.realPath(path);
    const kind = fileSystem.kind(real);
    if (kind !== "file") return kind === null ? null : undefined;
    const bytes = fileSystem.readBytes(real);
    return bytes && bytesDigest(bytes);
  } catch (error) {
    if (isFileFault(error)) throw error;
    // What leads out of the project is not what the apply wrote.
    return undefined;
  }
}

function standingOf({ path, before, after }: ReceiptEntry, fileSystem: FileSystem): Standing {
  const now = hashOf(path, fileSystem);
  if (now === after) return "untouched";
  return now === before ? "taken-back" : "edited";
}

function cannotUndo(message: string, file: string): Diagnostic {
  return fault("cannot-undo", {
    message,
    place: { file },
    help: "Nothing was taken back; take the change back with version control",
  });
}

/** How to finish by hand what is left of the apply. */
function editedSince({ path, before, after, backup }: ReceiptEntry, id: string): Diagnostic {
  const help = () => {
    if (before === null || backup === null) return "Remove it if you do not need it";
    const former = `what stood there before is \`${backupPath(id, backup)}\``;
    if (after === null) return `The apply had removed it; ${former}`;
    return `Take out of it what the apply brought in; ${former}`;
  };
  return fault("edited-since", {
    message: `\`${path}\` was edited since, and stays as it is`,
    place: { file: path },
    help: help(),
  });
}

/** What stood at a path, out of the receipt; undefined where it is not what it was. */
function swapBack(entry: ReceiptEntry, id: string, fileSystem: FileSystem): Swap | undefined {
  const { path, owner, before, after, backup } = entry;
  const back = { path, owner, before: after };
  if (before === null || backup === null) return { ...back, content: null, mode: 0 };
  const file = backupPath(id, backup);
  const content = fileSystem.readBytes(file);
  if (!content || bytesDigest(content) !== before) return undefined;
  const mode = fileSystem.entry(file)?.mode ?? 0o644;
  return { ...back, content, mode, accessOf: file };
}

function actionOf({ before, after }: ReceiptEntry): FileChange["action"] {
  if (before === null) return "delete";
  return after === null ? "create" : "update";
}

/** All entries of a receipt by what became of them. */
function sorted(receipt: Receipt, fileSystem: FileSystem) {
  const entries = entriesOf(receipt).map((entry) => ({
    entry,
    standing: standingOf(entry, fileSystem),
  }));
  const those = (standing: Standing) =>
    entries.filter((one) => one.standing === standing).map(({ entry }) => entry);
  return { untouched: those("untouched"), edited: those("edited") };
}

function transactionFor(
  receipt: Receipt,
  swaps: readonly Swap[],
  edited: readonly ReceiptEntry[],
): Transaction {
  return {
    swaps,
    emptied: receipt.made_folders,
    folders: receipt.emptied_folders,
    plan: null,
    keepsReceipt: false,
    undoes: receipt.id,
    keptBackups: edited.flatMap(({ backup }) => backup ?? []),
  };
}

function moved({ path }: ReceiptEntry): Diagnostic {
  return cannotUndo(
    `\`${path}\` has changed since the apply: a git merge or a checkout has moved the project on`,
    path,
  );
}

/** What makes taking back impossible as a whole. */
function obstacles(receipt: Receipt, edited: readonly ReceiptEntry[], fileSystem: FileSystem) {
  const records = edited.filter(({ owner }) => owner === "record").map(moved);
  return [...records, ...historyFaults(receipt, edited, fileSystem)];
}

/**
 * What taking back the last apply would do; nothing is written. The value is undefined where there
 * is nothing to take back, or it cannot be.
 */
export async function previewUndo(
  fileSystem: FileSystem,
): Promise<Result<UndoPreview | undefined>> {
  const { value: receipt, diagnostics } = await lastReceipt(fileSystem);
  if (!receipt) return { value: undefined, diagnostics };
  const { untouched, edited } = sorted(receipt, fileSystem);
  const refusals: Diagnostic[] = obstacles(receipt, edited, fileSystem);
  const swaps = untouched.map((entry) => swapBack(entry, receipt.id, fileSystem));
  const damaged = untouched.filter((_, index) => swaps[index] === undefined);
  refusals.push(
    ...damaged.map(({ path }) => cannotUndo(`What stood at \`${path}\` is not kept whole`, path)),
  );
  if (refusals.some(({ severity }) => severity === "error")) {
    return { value: undefined, diagnostics: refusals };
  }
  const isFile = ({ owner }: ReceiptEntry) => owner !== "record";
  const files = untouched.filter(isFile);
  const faults = [...refusals, ...edited.map((entry) => editedSince(entry, receipt.id))];
  // Records alone would say that the files are older than they are.
  if (files.length === 0 && edited.length > 0) return { value: undefined, diagnostics: faults };
  const kept = edited.map(({ path }) => path);
  const value: UndoPreview = {
    receipt,
    files: [
      ...files.map((entry) => ({ path: entry.path, action: actionOf(entry) })),
      ...kept.map((path) => ({ path, action: "kept" as const, reason: "edited since" })),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
    kept,
    transaction: transactionFor(
      receipt,
      swaps.flatMap((swap) => swap ?? []),
      edited,
    ),
  };
  return { value, diagnostics: faults };
}
