import { fault } from "../diagnostics/catalogue.ts";
import { parentOf } from "../language/paths.ts";
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

/** The revision that a record is of. */
function revisionIn(record: string): string {
  return record.replace(/^.*\/|\.json$/g, "");
}

/** The records of revisions that an apply made. */
function recordsOf({ records }: Receipt): readonly string[] {
  return records.map(({ path }) => path).filter((path) => path.startsWith(`${STATE_FOLDER}/`));
}

/** The revision that a history file is, as its record says; the record was made with it. */
function revisionOf({ path }: ReceiptEntry, { receipt, fileSystem }: Taken): string | undefined {
  const record = recordsOf(receipt).find((one) =>
    textAt(one, fileSystem).includes(JSON.stringify(path)),
  );
  return record === undefined ? undefined : revisionIn(record);
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
  const folder = parentOf(path);
  return fileSystem
    .list(folder)
    .map((name) => `${folder}/${name}`)
    .find((other) => !going.includes(other) && textAt(other, fileSystem).includes(revision));
}

/**
 * A revision that a file which goes comes right after, and that stays: one of them is enough to go
 * back to. Undefined where a person wrote it, since there is no record of it then.
 */
function formerOf({ path }: ReceiptEntry, { receipt, going, fileSystem }: Taken) {
  const texts = going
    .filter((other) => parentOf(other) === parentOf(path))
    .map((other) => textAt(other, fileSystem));
  const made = recordsOf(receipt);
  return [...new Set(made.map(parentOf))]
    .flatMap((slot) => fileSystem.list(slot).map((name) => `${slot}/${name}`))
    .filter((record) => !made.includes(record))
    .map(revisionIn)
    .find((revision) => texts.some((text) => text.includes(revision)));
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
  const revision = revisionOf(entry, taken);
  if (revision === undefined) return refused(path, "there is no record of what it did");
  const follower = followerOf(entry, revision, taken);
  if (follower !== undefined) return refused(path, `\`${follower}\` comes after it`);
  const former = formerOf(entry, taken);
  const way =
    former === undefined ? "Go back to the migration before it" : `\`alembic downgrade ${former}\``;
  return fault("downgrade-first", {
    message: `The migration \`${path}\` goes: downgrade each database that has it first`,
    place: { file: path },
    help: `${way} while the file is still there`,
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
