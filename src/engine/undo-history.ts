import { fault } from "../diagnostics/catalogue.ts";
import { STATE_FOLDER } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Receipt, ReceiptEntry } from "../model/transaction.ts";
import type { FileSystem } from "../ports.ts";

/** The revision that a history file is, as its record says; the record was made with it. */
function revisionOf({ path }: ReceiptEntry, receipt: Receipt, fileSystem: FileSystem) {
  const records = receipt.records.filter((record) => record.path.startsWith(`${STATE_FOLDER}/`));
  const isRecordOfIt = (record: ReceiptEntry) =>
    textAt(record.path, fileSystem).includes(JSON.stringify(path));
  return records.find(isRecordOfIt)?.path.replace(/^.*\/|\.json$/g, "");
}

function textAt(path: string, fileSystem: FileSystem): string {
  const bytes = fileSystem.kind(path) === "file" ? fileSystem.readBytes(path) : null;
  return new TextDecoder().decode(bytes ?? new Uint8Array());
}

/** Another file of the history that names a revision: it comes after it. */
function followerOf(path: string, revision: string, fileSystem: FileSystem): string | undefined {
  const folder = path.split("/").slice(0, -1).join("/");
  return fileSystem
    .list(folder)
    .map((name) => `${folder}/${name}`)
    .find((other) => other !== path && textAt(other, fileSystem).includes(revision));
}

function refused(path: string, why: string): Diagnostic {
  return fault("cannot-undo", {
    message: `The migration \`${path}\` cannot be taken back: ${why}`,
    place: { file: path },
    help: "Nothing was taken back; change `scaffold.json` and apply, which adds a migration",
  });
}

function faultOf(entry: ReceiptEntry, receipt: Receipt, fileSystem: FileSystem): Diagnostic {
  const { path } = entry;
  const revision = revisionOf(entry, receipt, fileSystem);
  if (revision === undefined) return refused(path, "there is no record of what it did");
  const follower = followerOf(path, revision, fileSystem);
  if (follower !== undefined) return refused(path, `\`${follower}\` comes after it`);
  return fault("downgrade-first", {
    message: `The migration \`${path}\` goes: downgrade each database that has it first`,
    place: { file: path },
    help: "`alembic downgrade -1` while the file is still there",
  });
}

/**
 * What is to be said of the history files that an apply made. Only one that nobody has edited, and
 * that no other follows, can go: a database may have it.
 */
export function historyFaults(
  receipt: Receipt,
  edited: readonly ReceiptEntry[],
  fileSystem: FileSystem,
): readonly Diagnostic[] {
  const made = receipt.created.filter(({ owner }) => owner === "history");
  return made
    .filter(({ path }) => fileSystem.kind(path) !== null)
    .map((entry) =>
      edited.includes(entry)
        ? refused(entry.path, "it was edited since")
        : faultOf(entry, receipt, fileSystem),
    );
}
