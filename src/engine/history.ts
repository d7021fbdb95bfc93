import { fault } from "../diagnostics/catalogue.ts";
import { type BranchClash, branchClashes } from "../language/history/branches.ts";
import { applyDelta } from "../language/history/delta.ts";
import { headsOf, lengthOf, type Revision, readRevision } from "../language/history/revisions.ts";
import { STATE_FOLDER } from "../language/project-layout.ts";
import type { HistorySource } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { SourceDocument } from "../model/document.ts";
import type { HistoryRecord, PastHistory, SlotState } from "../model/history.ts";
import type { HistoryPlace } from "../pipeline/compose/index.ts";
import { load } from "../pipeline/load/load.ts";
import { validateState } from "../pipeline/validate/index.ts";
import type { Reader } from "../ports.ts";

/** The histories of a project, by folder. */
export type Histories = ReadonlyMap<string, PastHistory>;

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
  { folder, ending, source }: HistoryPlace,
  reader: Reader,
): Result<readonly Revision[]> {
  const revisions: Revision[] = [];
  try {
    for (const path of pathsIn(folder, ending, reader)) {
      const text = reader.kind(path) === "folder" ? null : reader.readText(path);
      const revision = text === null ? undefined : readRevision(text, source);
      if (revision) revisions.push(revision);
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
): Promise<Result<readonly { readonly file: string; readonly record: HistoryRecord }[]>> {
  const loaded = loadRecords(source, reader);
  const diagnostics = [...loaded.diagnostics];
  const value: { file: string; record: HistoryRecord }[] = [];
  for (const document of loaded.value) {
    const validated = await validateState(document);
    diagnostics.push(...validated.diagnostics);
    if (validated.value) value.push({ file: document.file, record: validated.value });
  }
  return { value, diagnostics };
}

function clash({ key, first, second }: BranchClash): Diagnostic {
  return fault("history-conflict", {
    message: `Two branches each changed \`${key}\`, and cannot follow each other: \`${second.path}\` does not know of \`${first.path}\``,
    place: { file: second.path },
    related: [{ place: { file: first.path }, message: "the other branch did it here" }],
    help: "Of one of the two branches, delete the files of the history that the other one does not have, and run `scaffold apply`: it makes one that does the same after the other branch",
  });
}

/** A record of a number comes after all that lead to it, and those of two branches do not meet. */
function replay(records: readonly HistoryRecord[]): SlotState {
  const inOrder = [...records].sort(
    (a, b) => a.number - b.number || (a.revision < b.revision ? -1 : 1),
  );
  return inOrder.reduce<SlotState>((state, { changes }) => applyDelta(state, changes), new Map());
}

async function readOne(place: HistoryPlace, reader: Reader): Promise<Result<PastHistory>> {
  const revisions = readRevisions(place, reader);
  const records = await readRecords(place.source, reader);
  const known = new Set(revisions.value.map(({ revision }) => revision));
  // A revision whose file was taken away is no more: the next one does again what it did.
  const standing = records.value.filter(({ record }) => known.has(record.revision));
  const gone = records.value.filter(({ record }) => !known.has(record.revision));
  const ours = standing.map(({ record }) => record);
  const clashes = branchClashes(revisions.value, ours).map(clash);
  const diagnostics = [...revisions.diagnostics, ...records.diagnostics, ...clashes];
  return {
    value: {
      folder: place.folder,
      isWhole: diagnostics.length === 0,
      state: replay(ours),
      heads: headsOf(revisions.value),
      number: lengthOf(revisions.value),
      stale: gone.map(({ file }) => file),
    },
    diagnostics,
  };
}

/** Reads the histories that a project keeps: their files, and what each of them did. */
export async function readHistories(
  places: readonly HistoryPlace[],
  reader: Reader,
): Promise<Result<Histories>> {
  const histories = new Map<string, PastHistory>();
  const diagnostics: Diagnostic[] = [];
  for (const place of places) {
    const past = await readOne(place, reader);
    histories.set(place.folder, past.value);
    diagnostics.push(...past.diagnostics);
  }
  return { value: histories, diagnostics };
}
