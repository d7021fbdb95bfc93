import { fault } from "../diagnostics/catalogue.ts";
import { branchClashes } from "../language/history/branches.ts";
import { missingParents } from "../language/history/revisions.ts";
import { parentOf } from "../language/paths.ts";
import { placeholders } from "../language/patterns.ts";
import { STATE_FOLDER } from "../language/project-layout.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { HistoryRecord } from "../model/history.ts";
import type { Hashes } from "../model/record.ts";
import type { HistoryPlace } from "../pipeline/compose/index.ts";
import type { Reader } from "../ports.ts";
import type { HistoryFiles, RevisionFile } from "./history.ts";

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Branches of which one has to be made again. */
function clashes({ revisions, records }: HistoryFiles): readonly Diagnostic[] {
  const known = new Set(revisions.map(({ revision }) => revision));
  const standing = records
    .map(({ record }) => record)
    .filter(({ revision }) => known.has(revision));
  return branchClashes(revisions, standing).map(({ key, first, second }) =>
    fault("history-conflict", {
      message: `Two branches each changed \`${key}\`, and cannot follow each other: \`${second.path}\` does not know of \`${first.path}\``,
      place: { file: second.path },
      related: [{ place: { file: first.path }, message: "the other branch did it here" }],
      help: "Of one of the two branches, or of both where no database has run them, delete the files of the history that the other one does not have, and run `scaffold apply`: it makes one that does the same",
    }),
  );
}

/** Files that follow one which is not there: what they change is known, what they start from is not. */
function gaps({ place, revisions, records }: HistoryFiles): readonly Diagnostic[] {
  const byRevision = new Map(records.map(({ record }) => [record.revision, record]));
  return missingParents(revisions).map(({ file, parent }) => {
    const record = byRevision.get(parent);
    const lost = record
      ? `\`${baseName(record.path)}\``
      : `the file of the revision \`${parent}\` and \`${STATE_FOLDER}/${place.source.slot}/${parent}.json\``;
    return fault("missing-revision", {
      message: `\`${baseName(file.path)}\` follows the revision \`${parent}\`, which is missing`,
      place: { file: file.path },
      help: `Restore ${lost} from version control, or delete all that follow it too: \`scaffold apply\` makes one that does the same`,
    });
  });
}

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** What stands for a placeholder in the name of a revision's file. */
function standIn(path: string, revision: string): string {
  if (path === "history.revision") return literally(revision);
  return path === "history.number" ? "\\d+" : ".+";
}

/** The names that a pattern gives to the file of a revision, whatever its number and title. */
function namesFor(pattern: string, revision: string): RegExp {
  let source = "";
  let end = 0;
  for (const placeholder of placeholders(pattern)) {
    source += literally(pattern.slice(end, placeholder.start));
    source += standIn(placeholder.path, revision);
    end = placeholder.end;
  }
  return new RegExp(`^${source}${literally(pattern.slice(end))}$`);
}

/** Without a number, a name may as well be one that a migration tool gave to a person's file. */
const TELLING = ["{history.number}", "{history.revision}"];

/** Whether a file is named as a generated one: what tells where nobody knows what was generated. */
function isNamedAsGenerated({ path, revision }: RevisionFile, { name }: HistoryPlace): boolean {
  const isTelling = TELLING.every((part) => name.includes(part));
  return isTelling && namesFor(name, revision).test(baseName(path));
}

/** Files that were generated, and of which nobody knows any more what they did. */
function unrecorded(
  { place, revisions, records }: HistoryFiles,
  hashes: Hashes,
): readonly Diagnostic[] {
  const known = new Set(records.map(({ record }) => record.revision));
  const isGenerated = (file: RevisionFile) =>
    hashes.size > 0 ? hashes.has(file.path) : isNamedAsGenerated(file, place);
  const [first, ...others] = revisions.filter(
    (file) => !known.has(file.revision) && isGenerated(file),
  );
  if (!first) return [];
  const folder = `${STATE_FOLDER}/${place.source.slot}`;
  const more = others.length === 0 ? "" : ` and of ${others.length} more`;
  return [
    fault("damaged-record", {
      message: `\`${folder}\` does not say what was done by \`${baseName(first.path)}\`${more}`,
      place: { file: first.path },
      help: `Restore \`${folder}\` from version control; where nobody has it, delete the generated files of the history, and \`scaffold apply\` makes one that does the same`,
    }),
  ];
}

/** A history whose folder is another one now, while its files stand where they were. */
function left({ place, revisions, records }: HistoryFiles, reader: Reader): readonly Diagnostic[] {
  const known = new Set(revisions.map(({ revision }) => revision));
  const isLeft = ({ revision, path }: HistoryRecord) =>
    !known.has(revision) && parentOf(path) !== place.folder && reader.kind(path) === "file";
  const found = records.find(({ record }) => isLeft(record));
  if (!found) return [];
  const { path } = found.record;
  return [
    fault("history-elsewhere", {
      message: `The history of \`${place.source.slot}\` stands in \`${parentOf(path)}\`, and belongs in \`${place.folder}\` now`,
      place: { file: path },
      help: `Move all of its files there: \`mkdir -p ${parentOf(place.folder)} && git mv ${parentOf(path)} ${place.folder}\``,
    }),
  ];
}

/**
 * What is wrong with a history all of whose files could be read, so that nothing may follow it.
 *
 * @param hashes - Of what was generated last; empty where that is unknown.
 */
export function historyFaults(
  files: HistoryFiles,
  hashes: Hashes,
  reader: Reader,
): readonly Diagnostic[] {
  const elsewhere = left(files, reader);
  if (elsewhere.length > 0) return elsewhere;
  const unknown = [...unrecorded(files, hashes), ...gaps(files)];
  // What a branch is follows from all that leads to its end.
  return unknown.length > 0 ? unknown : clashes(files);
}
