import { fault } from "../diagnostics/catalogue.ts";
import { type ParsedHashes, parseHashes } from "../language/hashes.ts";
import { printManifest } from "../language/manifest.ts";
import { ANY_NAME } from "../language/patterns.ts";
import {
  BASE_FOLDER,
  BLUEPRINT_ENDING,
  BLUEPRINT_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
} from "../language/project-layout.ts";
import { parseTarget, type Target } from "../language/target.ts";
import type { Blueprint } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { SourceDocument } from "../model/document.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Hashes, Lock } from "../model/record.ts";
import { type DocumentPath, load } from "../pipeline/load/load.ts";
import { validateLock, validateManifest } from "../pipeline/validate/index.ts";
import type { Ports, Reader } from "../ports.ts";
import { afterMerge } from "./after-merge.ts";
import { areReadable, checkSettings } from "./settings.ts";
import { existsIn } from "./workspace.ts";

/** Everything that a run reads before it resolves. */
export interface Project {
  readonly manifest: Manifest;
  readonly blueprints: readonly Blueprint[];
  readonly target: Target;
  /** What the project was last generated with; null before the first time. */
  readonly lock: Lock | null;
  readonly hashes: Hashes;
  /** Whether all that was generated last is known: no line of the hashes is damaged. */
  readonly areHashesWhole: boolean;
  /** Paths that both branches of a git merge had generated anew. */
  readonly mergedPaths: ReadonlySet<string>;
  /** Whether the manifest is not read as it stands, since git left a conflict in it. */
  readonly isManifestMended: boolean;
  /** Names that documents seem to give which cannot be read; `ANY_NAME` where one gives none. */
  readonly unread: readonly string[];
}

/** Folders deeper than this are no place for blueprints; it also ends a circle of links. */
const MAX_DEPTH = 8;

/** Blueprint documents below a folder, sorted. */
function findDocuments(reader: Reader, folder: string, depth = 0): string[] {
  if (depth > MAX_DEPTH) return [];
  return reader.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name.endsWith(BLUEPRINT_ENDING)) return [path];
    return reader.kind(path) === "folder" ? findDocuments(reader, path, depth + 1) : [];
  });
}

/** The project's documents; a folder that leads out of the project is a fault. */
function ownPaths(reader: Reader): Result<readonly DocumentPath[]> {
  try {
    const paths = findDocuments(reader, BLUEPRINT_FOLDER);
    return { value: paths.map((path) => ({ path, origin: "project" })), diagnostics: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const diagnostic = fault("unreadable-file", {
      message: `The folder \`${BLUEPRINT_FOLDER}\` cannot be read: ${reason}`,
      place: { file: BLUEPRINT_FOLDER },
    });
    return { value: [], diagnostics: [diagnostic] };
  }
}

const NAME = /"name"\s*:\s*"([a-z0-9_{}.-]{1,200})"/gi;

/** Names that a document seems to give which could not be read, so that its users are not blamed. */
function namesIn(path: string, reader: Reader): readonly string[] {
  try {
    const text = reader.readText(path) ?? "";
    return Array.from(text.matchAll(NAME), ([, name = ""]) => name);
  } catch {
    return [];
  }
}

/** Whether a document gives a name that its users can mean. */
function hasName(document: string, { value, diagnostics }: Result<readonly Blueprint[]>): boolean {
  return (
    value.some(({ file }) => file === document) &&
    !diagnostics.some(({ place }) => place?.file === document && place.pointer === "/metadata/name")
  );
}

/** Most projects have no blueprints of their own, and the schema takes as long to load as the engine's. */
async function validateOwn(documents: readonly SourceDocument[]): Promise<Result<Blueprint[]>> {
  if (documents.length === 0) return { value: [], diagnostics: [] };
  const { validate } = await import("../pipeline/validate/validate.ts");
  return validate(documents);
}

/** Reads the engine's blueprints and the project's. */
export async function openBlueprints({ fileSystem, library }: Ports) {
  const paths = ownPaths(fileSystem);
  const own = load(paths.value, fileSystem);
  const read = new Set(own.value.map(({ file }) => file));
  const validated = await validateOwn(own.value);
  return {
    value: [...library.blueprints(), ...validated.value],
    unread: [
      ...paths.value.flatMap(({ path }) => (read.has(path) ? [] : namesIn(path, fileSystem))),
      ...own.value.flatMap(({ file }) => (hasName(file, validated) ? [] : ANY_NAME)),
    ],
    diagnostics: [paths, own, validated].flatMap(({ diagnostics }) => diagnostics),
  };
}

/** What the manifest would be on disk, so that one that is given is judged like one that stands. */
function withManifest(reader: Reader, manifest: Manifest): Reader {
  return {
    readText: (path) => (path === MANIFEST_FILE ? printManifest(manifest) : reader.readText(path)),
    kind: (path) => (path === MANIFEST_FILE ? "file" : reader.kind(path)),
    list: (path) => reader.list(path),
  };
}

/** Reads and checks the manifest. */
export async function openManifest(reader: Reader): Promise<Result<Manifest | undefined>> {
  const loaded = load([{ path: MANIFEST_FILE, origin: "project" }], reader);
  const [document] = loaded.value;
  if (!document) return { value: undefined, diagnostics: loaded.diagnostics };
  const validated = await validateManifest(document);
  return { ...validated, diagnostics: [...loaded.diagnostics, ...validated.diagnostics] };
}

async function openLock(reader: Reader): Promise<Result<Lock | null>> {
  if (reader.kind(LOCK_FILE) === null) return { value: null, diagnostics: [] };
  const loaded = load([{ path: LOCK_FILE, origin: "project" }], reader);
  const [document] = loaded.value;
  if (!document) return { value: null, diagnostics: loaded.diagnostics };
  const validated = await validateLock(document);
  return { value: validated.value ?? null, diagnostics: validated.diagnostics };
}

/** The text of a file of the engine's own; empty where there is none, null where it is unreadable. */
function recordText(file: string, reader: Reader): Result<string | null> {
  try {
    return { value: reader.readText(file) ?? "", diagnostics: [] };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const diagnostic = fault("damaged-record", {
      message: `\`${file}\` cannot be read: ${reason}`,
      place: { file },
      help: "Restore the file from version control",
    });
    return { value: null, diagnostics: [diagnostic] };
  }
}

function damagedHashes(message: string, line?: number): Diagnostic {
  const range = line && {
    start: { line, column: 1 },
    end: { line: line + 1, column: 1 },
  };
  return fault("damaged-record", {
    message,
    place: { file: HASHES_FILE, ...(range ? { range } : {}) },
    help: "Restore the file from version control",
  });
}

/** What was generated last; where the texts of it are kept the hashes are too. */
function openHashes(ports: Ports): Result<Omit<ParsedHashes, "badLines">> {
  const text = recordText(HASHES_FILE, ports.fileSystem);
  if (text.value === null) {
    return { value: { hashes: new Map(), merged: new Set() }, diagnostics: text.diagnostics };
  }
  const { badLines, ...value } = parseHashes(text.value);
  const isThere = existsIn(ports.fileSystem);
  const isMissing = !isThere(HASHES_FILE) && isThere(BASE_FOLDER);
  const diagnostics = [
    ...badLines.map((line) =>
      damagedHashes(`Line ${line} of \`${HASHES_FILE}\` cannot be read`, line),
    ),
    ...(isMissing && badLines.length === 0
      ? [damagedHashes(`\`${HASHES_FILE}\` is missing, and what was generated last is there`)]
      : []),
  ];
  return { value, diagnostics };
}

function openTarget(name: string, ports: Ports): Result<Target | undefined> {
  const text = ports.library.reader.readText(`templates/${name}/target.json`);
  if (text !== null) return { value: parseTarget(JSON.parse(text)), diagnostics: [] };
  const diagnostic = fault("unknown-target", {
    message: `There is no target \`${name}\``,
    place: { file: MANIFEST_FILE, pointer: "/target" },
    expected: "`fastapi`",
  });
  return { value: undefined, diagnostics: [diagnostic] };
}

/** Loads and validates everything that a run reads; undefined where it cannot go on. */
export async function openProject(
  ports: Ports,
  given: Manifest | undefined,
): Promise<Result<Project | undefined>> {
  const merged = afterMerge(ports.fileSystem);
  const { reader, mended } = merged.value;
  const manifest = await openManifest(given ? withManifest(reader, given) : reader);
  const blueprints = await openBlueprints(ports);
  const lock = await openLock(reader);
  const hashes = openHashes(ports);
  const target: Result<Target | undefined> = manifest.value
    ? openTarget(manifest.value.target, ports)
    : { value: undefined, diagnostics: [] };
  // What does not parse because of git's markers is said once.
  const isConflicted = merged.diagnostics.some(({ severity }) => severity === "error");
  const unfit =
    manifest.value && target.value ? checkSettings(manifest.value.project, target.value) : [];
  const diagnostics: readonly Diagnostic[] = [
    ...merged.diagnostics,
    ...(isConflicted ? [] : manifest.diagnostics),
    ...blueprints.diagnostics,
    ...lock.diagnostics,
    ...hashes.diagnostics,
    ...target.diagnostics,
    ...unfit,
  ];
  if (!manifest.value || !target.value || unfit.length > 0) {
    return { value: undefined, diagnostics };
  }
  if (!areReadable(manifest.value.project, target.value)) return { value: undefined, diagnostics };
  const project: Project = {
    manifest: manifest.value,
    blueprints: blueprints.value,
    target: target.value,
    lock: lock.value,
    hashes: hashes.value.hashes,
    areHashesWhole: hashes.diagnostics.length === 0,
    unread: blueprints.unread,
    isManifestMended: mended.has(MANIFEST_FILE),
    mergedPaths: hashes.value.merged,
  };
  return { value: project, diagnostics };
}
