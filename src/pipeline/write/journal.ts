import { parentOf, pathProblem } from "../../language/paths.ts";
import { JOURNAL_FILE, RECORD_FOLDER, STAGING_FOLDER } from "../../language/project-layout.ts";
import type { FolderMode } from "../../model/transaction.ts";
import type { FileSystem } from "../../ports.ts";

/** One path that is swapped; links are followed already. */
export interface Step {
  readonly path: string;
  /** The name of its staged text, and of what stood there before. */
  readonly number: number;
  /** SHA-256 of what stood there; null where nothing did. */
  readonly before: string | null;
  /** SHA-256 of what is to stand there; null where nothing is. */
  readonly after: string | null;
}

/**
 * What a transaction does, written down before it begins: enough to take it back, or to finish it,
 * from any point. Paths are those of the files themselves.
 */
export interface Journal {
  readonly version: 1;
  /** Before the commit it is taken back; after it, it is finished. */
  readonly state: "pending" | "committed";
  /** The folder that what stood there before is moved to. */
  readonly receipt: string;
  readonly keepsReceipt: boolean;
  readonly undoes: string | null;
  /** What stays of the receipt that is undone. */
  readonly keptBackups: readonly number[];
  /** The command that wrote it, and when, for whoever finds it. */
  readonly command: string;
  readonly time: string;
  readonly steps: readonly Step[];
  /** Folders that are made, each after the one it is in. */
  readonly made: readonly string[];
  /** Folders that go if they are empty in the end, each before the one it is in. */
  readonly emptied: readonly FolderMode[];
}

/** A journal that nobody can act on. */
class JournalError extends Error {
  constructor(reason: string) {
    super(`\`${JOURNAL_FILE}\` cannot be read: ${reason}`);
    this.name = "JournalError";
  }
}

/** More digits than these no run comes to: such a folder was not made by one. */
const ID = /^[0-9]{4,8}-[0-9TZ]{1,20}$/;
const HASH = /^[0-9a-f]{64}$/;

type Unknown = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Unknown {
  return typeof value === "object" && value !== null;
}

function isPath(value: unknown): boolean {
  return typeof value === "string" && pathProblem(value) === undefined;
}

function isHash(value: unknown): boolean {
  return value === null || (typeof value === "string" && HASH.test(value));
}

/** Whether a text may be the id of a receipt: it names a folder. */
export function isReceiptId(value: unknown): value is string {
  return typeof value === "string" && ID.test(value);
}

function isStep(value: unknown): boolean {
  return (
    isObject(value) &&
    isPath(value.path) &&
    Number.isSafeInteger(value.number) &&
    isHash(value.before) &&
    isHash(value.after)
  );
}

function isFolderMode(value: unknown): boolean {
  return isObject(value) && isPath(value.path) && Number.isSafeInteger(value.mode);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

/** A project may come from anybody: what stands in the journal is believed no further than this. */
function isJournal(value: unknown): value is Journal {
  return (
    isObject(value) &&
    value.version === 1 &&
    ["pending", "committed"].includes(String(value.state)) &&
    isReceiptId(value.receipt) &&
    (value.undoes === null || isReceiptId(value.undoes)) &&
    isListOf(value.keptBackups, Number.isSafeInteger) &&
    typeof value.keepsReceipt === "boolean" &&
    typeof value.command === "string" &&
    typeof value.time === "string" &&
    isListOf(value.steps, isStep) &&
    isListOf(value.made, isPath) &&
    isListOf(value.emptied, isFolderMode)
  );
}

function isOfNewer(value: unknown): boolean {
  return isObject(value) && typeof value.version === "number" && value.version > 1;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new JournalError("it is no JSON");
  }
}

/** Paths were free of links when they were written down: where one leads now is no part of the run. */
function assertNoLinks({ steps, made, emptied }: Journal, fileSystem: FileSystem): void {
  const paths = [...steps, ...emptied].map(({ path }) => path);
  const folders = new Set([...paths, ...made].map(parentOf));
  const led = [...folders].find((path) => fileSystem.realPath(path) !== path);
  if (led !== undefined) throw new JournalError(`\`${led}\` leads through a link`);
}

/** @returns null where no run is unsettled. @throws JournalError */
export function readJournal(fileSystem: FileSystem): Journal | null {
  const bytes = fileSystem.readBytes(JOURNAL_FILE);
  if (bytes === null) return null;
  const value = parse(new TextDecoder().decode(bytes));
  if (isOfNewer(value)) throw new JournalError("a newer `scaffold` wrote it");
  // An earlier one kept nothing of a receipt.
  const journal = isObject(value) ? { keptBackups: [], ...value } : value;
  if (!isJournal(journal)) throw new JournalError("it does not say what a run did");
  assertNoLinks(journal, fileSystem);
  return journal;
}

/** Puts the journal in its place in one step, so that it is whole whenever it is there. */
export async function putJournal(journal: Journal, fileSystem: FileSystem): Promise<void> {
  const beside = `${STAGING_FOLDER}/${journal.state}`;
  const text = `${JSON.stringify(journal, null, 1)}\n`;
  fileSystem.writeFile(beside, new TextEncoder().encode(text), 0o644);
  await fileSystem.sync([beside]);
  fileSystem.rename(beside, JOURNAL_FILE);
  await fileSystem.sync([RECORD_FOLDER]);
}
