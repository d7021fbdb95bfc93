import { bytesDigest, digest } from "../language/digest.ts";
import {
  BASE_FOLDER,
  BLUEPRINT_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
  RECORD_FOLDER,
  SCHEMA_FOLDER,
  STATE_FOLDER,
  TEMPLATE_FOLDER,
} from "../language/project-layout.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { FileSystem } from "../ports.ts";

/** Hashes of files that a compile reads, by path; null where nothing was. */
export type Evidence = ReadonlyMap<string, string | null>;

const FILES = [
  MANIFEST_FILE,
  LOCK_FILE,
  HASHES_FILE,
  `${BASE_FOLDER}/${MANIFEST_FILE}`,
  `${RECORD_FOLDER}/.gitattributes`,
  `${RECORD_FOLDER}/.gitignore`,
];

const FOLDERS = [SCHEMA_FOLDER, STATE_FOLDER, BLUEPRINT_FOLDER, TEMPLATE_FOLDER];

/** Everything below a folder that is no folder itself; one that cannot be listed is told as it is. */
function filesBelow(folder: string, fileSystem: FileSystem): readonly string[] {
  try {
    return fileSystem.list(folder).flatMap((name) => {
      const path = `${folder}/${name}`;
      return fileSystem.kind(path) === "folder" ? filesBelow(path, fileSystem) : [path];
    });
  } catch {
    return [folder];
  }
}

/** What cannot be read is a fault for a compile that reads it; for all others it stays the same. */
function hashAt(path: string, fileSystem: FileSystem): string | null {
  try {
    const bytes = fileSystem.readBytes(path);
    return bytes && bytesDigest(bytes);
  } catch {
    return "unreadable";
  }
}

/** What stands below folders. */
export function evidenceBelow(folders: readonly string[], fileSystem: FileSystem): Evidence {
  const paths = folders.flatMap((folder) => filesBelow(folder, fileSystem));
  return new Map(paths.map((path) => [path, hashAt(path, fileSystem)]));
}

/** What every compile reads. */
export function evidenceOfProject(fileSystem: FileSystem): Evidence {
  const files = FILES.map((path) => [path, hashAt(path, fileSystem)] as const);
  return new Map([...files, ...evidenceBelow(FOLDERS, fileSystem)]);
}

const encoder = new TextEncoder();

function hashOfText(text: string | null): string | null {
  return text === null ? null : bytesDigest(encoder.encode(text));
}

/**
 * What is there once a change set is written, if nobody has changed anything else since the evidence
 * was taken: whatever a person saves in the middle of a run is none of it.
 *
 * @param folders - Folders of histories.
 */
export function evidenceAfter(
  before: Evidence,
  { files, records }: ChangeSet,
  folders: readonly string[],
): Evidence {
  const after = new Map(before);
  const isRead = (path: string) =>
    FILES.includes(path) ||
    [...FOLDERS, ...folders].some((folder) => path.startsWith(`${folder}/`));
  const written = [
    ...files
      .filter(({ current, result }) => current !== result)
      .map(({ path, result }) => ({ path, text: result })),
    ...records,
  ];
  for (const { path, text } of written.filter(({ path }) => isRead(path))) {
    if (text === null && !FILES.includes(path)) after.delete(path);
    else after.set(path, hashOfText(text));
  }
  return after;
}

/** One hash over all of it. */
export function digestOf(evidence: Evidence): string {
  return digest(JSON.stringify([...evidence].sort(([a], [b]) => (a < b ? -1 : 1))));
}
