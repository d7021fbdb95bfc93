import { fault } from "../diagnostics/catalogue.ts";
import { parseHashes } from "../language/hashes.ts";
import {
  BLUEPRINT_ENDING,
  BLUEPRINT_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
} from "../language/project-layout.ts";
import { parseTarget, type Target } from "../language/target.ts";
import type { Blueprint } from "../model/blueprint.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Origin } from "../model/document.ts";
import type { Manifest } from "../model/manifest.ts";
import type { Hashes, Lock } from "../model/record.ts";
import { type DocumentPath, load } from "../pipeline/load/load.ts";
import { validate, validateLock, validateManifest } from "../pipeline/validate/index.ts";
import type { Ports, Reader } from "../ports.ts";

/** Everything that a run reads before it resolves. */
export interface Project {
  readonly manifest: Manifest;
  readonly blueprints: readonly Blueprint[];
  readonly target: Target;
  /** What the project was last generated with; null before the first time. */
  readonly lock: Lock | null;
  readonly hashes: Hashes;
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

function documentPaths(reader: Reader, origin: Origin): DocumentPath[] {
  return findDocuments(reader, BLUEPRINT_FOLDER).map((path) => ({
    path,
    origin,
    ...(origin === "built-in" ? { file: `built-in:${path}` } : {}),
  }));
}

/** Reads the engine's blueprints and the project's. */
export async function openBlueprints(ports: Ports): Promise<Result<readonly Blueprint[]>> {
  const { fileSystem, library } = ports;
  const builtIn = load(documentPaths(library.reader, "built-in"), library.reader);
  const own = load(documentPaths(fileSystem, "project"), fileSystem);
  const validated = await validate([...builtIn.value, ...own.value]);
  return {
    value: validated.value,
    diagnostics: [...builtIn.diagnostics, ...own.diagnostics, ...validated.diagnostics],
  };
}

async function openManifest(ports: Ports): Promise<Result<Manifest | undefined>> {
  const loaded = load([{ path: MANIFEST_FILE, origin: "project" }], ports.fileSystem);
  const [document] = loaded.value;
  if (!document) return { value: undefined, diagnostics: loaded.diagnostics };
  const validated = await validateManifest(document);
  return { ...validated, diagnostics: [...loaded.diagnostics, ...validated.diagnostics] };
}

async function openLock(ports: Ports): Promise<Result<Lock | null>> {
  if (ports.fileSystem.kind(LOCK_FILE) === null) return { value: null, diagnostics: [] };
  const loaded = load([{ path: LOCK_FILE, origin: "project" }], ports.fileSystem);
  const [document] = loaded.value;
  if (!document) return { value: null, diagnostics: loaded.diagnostics };
  const validated = await validateLock(document);
  return { value: validated.value ?? null, diagnostics: validated.diagnostics };
}

function openHashes(ports: Ports): Result<Hashes> {
  const { hashes, badLines } = parseHashes(ports.fileSystem.readText(HASHES_FILE) ?? "");
  const diagnostics = badLines.map((line) =>
    fault("damaged-record", {
      message: `Line ${line} of \`${HASHES_FILE}\` cannot be read`,
      place: {
        file: HASHES_FILE,
        range: { start: { line, column: 1 }, end: { line, column: 2 } },
      },
      help: "Restore the file from version control",
    }),
  );
  return { value: hashes, diagnostics };
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
  const manifest = given ? { value: given, diagnostics: [] } : await openManifest(ports);
  const blueprints = await openBlueprints(ports);
  const lock = await openLock(ports);
  const hashes = openHashes(ports);
  const target: Result<Target | undefined> = manifest.value
    ? openTarget(manifest.value.target, ports)
    : { value: undefined, diagnostics: [] };
  const diagnostics: readonly Diagnostic[] = [
    ...manifest.diagnostics,
    ...blueprints.diagnostics,
    ...lock.diagnostics,
    ...hashes.diagnostics,
    ...target.diagnostics,
  ];
  if (!manifest.value || !target.value) return { value: undefined, diagnostics };
  const project: Project = {
    manifest: manifest.value,
    blueprints: blueprints.value,
    target: target.value,
    lock: lock.value,
    hashes: hashes.value,
  };
  return { value: project, diagnostics };
}
