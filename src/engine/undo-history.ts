import { fault } from "../diagnostics/catalogue.ts";
import { STATE_FOLDER } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Receipt, ReceiptEntry } from "../model/transaction.ts";
import type { FileSystem } from "../ports.ts";

/** What an apply made, and is to be taken back. */
interface Taken {
  readonly receipt: Receipt;
  /** The history files that go. */
  readonly going: readonly string[];
  readonly fileSystem: FileSystem;
}

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

/** Another file of the history that names a revision, and stays: it comes after it. */
function followerOf(
  { path }: ReceiptEntry,
  revision: string,
  { going, fileSystem }: Taken,
): string | undefined {
  const folder = path.split("/").slice(0, -1).join("/");
  return fileSystem
    .list(folder)
    .map((name) => `${folder}/${name}`)
    .find((other) => !going.includes(other) && textAt(other, fileSystem).includes(revision));
}

function refused(path: string, why: string): Diagnostic {
  return fault("cannot-undo", {
    message: `The migration \`${path}\` cannot be taken back: ${why}`,
    place: { file: path },
    help: "Nothing was taken back; change `scaffold.json` and apply, which adds a migration",
  });
}

function faultOf(entry: ReceiptEntry, taken: Taken): Diagnostic {
  const { path } = entry;
  const { receipt, fileSystem } = taken;
  const revision = revisionOf(entry, receipt, fileSystem);
  if (revision === undefined) return refused(path, "there is no record of what it did");
  const follower = followerOf(entry, revision, taken);
  if (follower !== undefined) return refused(path, `\`${follower}\` comes after it`);
  return fault("downgrade-first", {
    message: `The migration \`${path}\` goes: downgrade each database that has it first`,
    place: { file: path },
    help: "`alembic downgrade -1` while the file is still there",
  });
}

/**
 * What is to be said of the history files that an apply made, the newest first. Only those that nobody
 * has edited, and that no other follows, can go: a database may have them.
 */
export function historyFaults(
  receipt: Receipt,
  edited: readonly ReceiptEntry[],
  fileSystem: FileSystem,
): readonly Diagnostic[] {
  const made = receipt.created
    .filter(({ owner, path }) => owner === "history" && fileSystem.kind(path) !== null)
    .toReversed();
  const going = made.filter((entry) => !edited.includes(entry)).map(({ path }) => path);
  return made.map((entry) =>
    edited.includes(entry)
      ? refused(entry.path, "it was edited since")
      : faultOf(entry, { receipt, going, fileSystem }),
  );
}
