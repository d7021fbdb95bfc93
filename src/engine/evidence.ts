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
import type { EntryKind, FileSystem } from "../ports.ts";

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

/** What cannot be read is a fault for a compile that reads it; for all others it stays the same. */
const UNREADABLE = "unreadable";
const EMPTY_FOLDER = "an empty folder";

function hashAt(path: string, fileSystem: FileSystem): string | null {
  try {
    const bytes = fileSystem.readBytes(path);
    return bytes && bytesDigest(bytes);
  } catch {
    return UNREADABLE;
  }
}

/** What stands at paths. */
type Entries = readonly (readonly [path: string, found: string | null])[];

/** Tells what stands below folders; a folder that several links lead to is entered by one of them. */
function lookerIn(fileSystem: FileSystem): (folder: string) => Entries {
  const entered = new Set<string>();

  function kindAt(path: string): EntryKind | null {
    try {
      return fileSystem.kind(path);
    } catch {
      return "other";
    }
  }

  /** The folder of the project that a link leads to, by its path without links. */
  function folderBehind(link: string): string | undefined {
    try {
      const folder = fileSystem.realPath(link);
      return fileSystem.kind(folder) === "folder" ? folder : undefined;
    } catch {
      return undefined;
    }
  }

  function behindLink(path: string): Entries {
    const folder = folderBehind(path);
    if (folder === undefined) return [[path, hashAt(path, fileSystem)]];
    const link = [path, `a link to ${folder}`] as const;
    if (entered.has(folder)) return [link];
    entered.add(folder);
    return [link, ...below(path)];
  }

  function at(path: string): Entries {
    const kind = kindAt(path);
    if (kind === "link") return behindLink(path);
    if (kind !== "folder") return [[path, hashAt(path, fileSystem)]];
    const entries = below(path);
    // In the place of a file it is a fault.
    return entries.length > 0 ? entries : [[path, EMPTY_FOLDER]];
  }

  /** A folder that cannot be listed is told as it is. */
  function below(folder: string): Entries {
    try {
      return fileSystem.list(folder).flatMap((name) => at(`${folder}/${name}`));
    } catch {
      return [[folder, UNREADABLE]];
    }
  }

  return (folder) => (kindAt(folder) === "link" ? behindLink(folder) : below(folder));
}

/** What stands below folders. */
export function evidenceBelow(folders: readonly string[], fileSystem: FileSystem): Evidence {
  return new Map(folders.flatMap(lookerIn(fileSystem)));
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
  const heads = [...FOLDERS, ...folders].map((folder) => `${folder}/`);
  const isRead = (path: string) =>
    FILES.includes(path) || heads.some((head) => path.startsWith(head));
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
