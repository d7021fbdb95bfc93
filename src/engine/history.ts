import { fault } from "../diagnostics/catalogue.ts";
import { applyDelta } from "../language/history/delta.ts";
import { headsOf, lengthOf, type Revision, readRevision } from "../language/history/revisions.ts";
import { STATE_FOLDER } from "../language/project-layout.ts";
import type { HistorySource } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { SourceDocument } from "../model/document.ts";
import type { HistoryRecord, PastHistory, SlotState } from "../model/history.ts";
import type { Hashes } from "../model/record.ts";
import type { HistoryPlace } from "../pipeline/compose/index.ts";
import { load } from "../pipeline/load/load.ts";
import { validateState } from "../pipeline/validate/index.ts";
import type { Reader } from "../ports.ts";
import { historyFaults } from "./history-faults.ts";

/** The histories of a project, by folder. */
export type Histories = ReadonlyMap<string, PastHistory>;

/** A revision with the file that makes it. */
export interface RevisionFile extends Revision {
  readonly path: string;
}

/** The record of a revision with the file that holds it. */
interface RecordFile {
  readonly file: string;
  readonly record: HistoryRecord;
}

/** A history as it is on disk. */
export interface HistoryFiles {
  readonly place: HistoryPlace;
  readonly revisions: readonly RevisionFile[];
  readonly records: readonly RecordFile[];
}

/** A history, and whether it is known what it did. */
export interface ReadHistory extends HistoryFiles {
  readonly isWhole: boolean;
}

function unreadable(file: string, error: unknown): Diagnostic {
  const reason = error instanceof Error ? error.message : String(error);
  return fault("unreadable-file", {
    message: `The history in \`${file}\` cannot be read: ${reason}`,
    place: { file },
  });
}

/** What stands in a folder under an ending; what an editor or the system leaves there is not read. */
function pathsIn(folder: string, ending: string, reader: Reader): readonly string[] {
  const names = reader.list(folder).filter((name) => name.endsWith(ending));
  return names.map((name) => `${folder}/${name}`);
}

/** The history files of a folder, those that a person wrote too; others in it are none. */
function readRevisions(
  { folder, name, source }: HistoryPlace,
  reader: Reader,
): Result<readonly RevisionFile[]> {
  const revisions: RevisionFile[] = [];
  const ending = name.slice(name.lastIndexOf("}") + 1);
  try {
    for (const path of pathsIn(folder, ending, reader)) {
      const text = reader.kind(path) === "folder" ? null : reader.readText(path);
      const revision = text === null ? undefined : readRevision(text, source);
      if (revision) revisions.push({ ...revision, path });
    }
    return { value: revisions, diagnostics: [] };
  } catch (error) {
    return { value: [], diagnostics: [unreadable(folder, error)] };
  }
}

/** Reads the documents of all records of a slot. */
function loadRecords({ slot }: HistorySource, reader: Reader): Result<readonly SourceDocument[]> {
  const folder = `${STATE_FOLDER}/${slot}`;
  try {
    const paths = pathsIn(folder, ".json", reader);
    return load(
      paths.map((path) => ({ path, origin: "project" as const })),
      reader,
    );
  } catch (error) {
    return { value: [], diagnostics: [unreadable(folder, error)] };
  }
}

async function readRecords(
  source: HistorySource,
  reader: Reader,
): Promise<Result<readonly RecordFile[]>> {
  const loaded = loadRecords(source, reader);
  const diagnostics = [...loaded.diagnostics];
  const value: RecordFile[] = [];
  for (const document of loaded.value) {
    const validated = await validateState(document);
    diagnostics.push(...validated.diagnostics);
    if (validated.value) value.push({ file: document.file, record: validated.value });
  }
  return { value, diagnostics };
}

/** A record of a number comes after all that lead to it, and those of two branches do not meet. */
function replay(records: readonly HistoryRecord[]): SlotState {
  const inOrder = [...records].sort(
    (a, b) => a.number - b.number || (a.revision < b.revision ? -1 : 1),
  );
  return inOrder.reduce<SlotState>((state, { changes }) => applyDelta(state, changes), new Map());
}

async function readOne(
  place: HistoryPlace,
  hashes: Hashes,
  reader: Reader,
): Promise<Result<ReadHistory>> {
  const revisions = readRevisions(place, reader);
  const records = await readRecords(place.source, reader);
  const files = { place, revisions: revisions.value, records: records.value };
  const unread = [...revisions.diagnostics, ...records.diagnostics];
  // Of a history that is read in part nobody can say what it lacks.
  const diagnostics = unread.length > 0 ? unread : historyFaults(files, hashes, reader);
  return { value: { ...files, isWhole: diagnostics.length === 0 }, diagnostics };
}

/**
 * What a history is before this run.
 *
 * @param takenBack - Revisions that this run takes back: they count as never made.
 */
export function pastOf(
  { place, revisions, records, isWhole }: ReadHistory,
  takenBack: ReadonlySet<string> = new Set(),
): PastHistory {
  const kept = revisions.filter(({ revision }) => !takenBack.has(revision));
  const known = new Set(kept.map(({ revision }) => revision));
  // A revision whose file was taken away is no more: the next one does again what it did.
  const standing = records.filter(({ record }) => known.has(record.revision));
  const gone = records.filter(({ record }) => !known.has(record.revision));
  return {
    folder: place.folder,
    isWhole,
    state: replay(standing.map(({ record }) => record)),
    heads: headsOf(kept),
    number: lengthOf(kept),
    stale: gone.map(({ file }) => file),
    takenBack: revisions.filter(({ revision }) => takenBack.has(revision)).map(({ path }) => path),
  };
}

/** Reads the histories that a project keeps: their files, and what each of them did. */
export async function readHistories(
  places: readonly HistoryPlace[],
  hashes: Hashes,
  reader: Reader,
): Promise<Result<readonly ReadHistory[]>> {
  const value: ReadHistory[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const place of places) {
    const read = await readOne(place, hashes, reader);
    value.push(read.value);
    diagnostics.push(...read.diagnostics);
  }
  return { value, diagnostics };
}

/** The histories of a project before this run. */
export function historiesOf(read: readonly ReadHistory[]): Histories {
  return new Map(read.map((one) => [one.place.folder, pastOf(one)]));
}
