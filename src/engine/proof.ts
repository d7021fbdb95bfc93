import { bytesDigest, digest } from "../language/digest.ts";
import { type ParsedHashes, parseHashes } from "../language/hashes.ts";
import {
  BASE_FOLDER,
  BLUEPRINT_FOLDER,
  HASHES_FILE,
  LOCK_FILE,
  MANIFEST_FILE,
  PROOF_FILE,
  RECORD_FOLDER,
  SCHEMA_FOLDER,
  STATE_FOLDER,
  TEMPLATE_FOLDER,
} from "../language/project-layout.ts";
import type { Compiled } from "../model/compiled.ts";
import type { Hashes } from "../model/record.ts";
import type { FileSystem, Ports } from "../ports.ts";

/** What stands in the file: what was compiled, and all that it was compiled from. */
interface Proof extends Compiled {
  readonly version: 1;
  readonly build: string;
  /** Which file of hashes it belongs to: the one that the apply wrote, and no copy of it. */
  readonly standing: string;
  /** Hash of everything that the compile read of the project. */
  readonly inputs: string;
}

/** What a compile of the project as it stands would make. */
export interface Proved {
  readonly compiled: Compiled;
  readonly hashes: Hashes;
}

type Evidence = Pick<Ports, "fileSystem" | "build">;

const FILES = [
  MANIFEST_FILE,
  LOCK_FILE,
  HASHES_FILE,
  `${BASE_FOLDER}/${MANIFEST_FILE}`,
  `${RECORD_FOLDER}/.gitattributes`,
  `${RECORD_FOLDER}/.gitignore`,
];

const FOLDERS = [SCHEMA_FOLDER, STATE_FOLDER, BLUEPRINT_FOLDER, TEMPLATE_FOLDER];

/** Everything below a folder that is no folder itself. */
function filesBelow(folder: string, fileSystem: FileSystem): readonly string[] {
  return fileSystem.list(folder).flatMap((name) => {
    const path = `${folder}/${name}`;
    return fileSystem.kind(path) === "folder" ? filesBelow(path, fileSystem) : [path];
  });
}

/** A hash over all that a compile reads of a project. @throws Error where some of it is no file. */
function inputsOf({ folders, lookedFor }: Compiled, fileSystem: FileSystem): string {
  const below = [...FOLDERS, ...folders].flatMap((folder) => filesBelow(folder, fileSystem));
  const read = [...FILES, ...below].map((path) => {
    const bytes = fileSystem.readBytes(path);
    return [path, bytes && bytesDigest(bytes)];
  });
  const looked = lookedFor.map((path) => [path, fileSystem.kind(path)]);
  return digest(JSON.stringify([read, looked]));
}

/** Which file it is, and since when: a copy of it, in a clone or out of an archive, is another one. */
function standingOf(fileSystem: FileSystem): string {
  const entry = fileSystem.entry(HASHES_FILE);
  return entry?.kind === "file" ? `${entry.identity} ${entry.changed}` : "";
}

/** Keeps what an apply compiled, after it was written and while nobody else writes. */
export function keepProof(compiled: Compiled, { fileSystem, build }: Evidence): void {
  const inputs = inputsOf(compiled, fileSystem);
  const standing = standingOf(fileSystem);
  const proof: Proof = { version: 1, build, standing, inputs, ...compiled };
  const body = JSON.stringify(proof);
  fileSystem.removeFile(PROOF_FILE);
  fileSystem.writeFile(PROOF_FILE, new TextEncoder().encode(`${digest(body)}\n${body}`), 0o644);
}

function parseProof(text: string): Proof | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return digest(body) === text.slice(0, end) ? JSON.parse(body) : undefined;
}

function isSound({ badLines, merged }: ParsedHashes): boolean {
  return badLines.length === 0 && merged.size === 0;
}

function proved({ fileSystem, build }: Evidence): Proved | undefined {
  const proof = parseProof(fileSystem.readText(PROOF_FILE) ?? "");
  if (proof?.version !== 1 || proof.build !== build) return undefined;
  if (proof.standing !== standingOf(fileSystem)) return undefined;
  if (proof.inputs !== inputsOf(proof, fileSystem)) return undefined;
  const parsed = parseHashes(fileSystem.readText(HASHES_FILE) ?? "");
  return isSound(parsed) ? { compiled: proof, hashes: parsed.hashes } : undefined;
}

/**
 * What a compile would make of the project, where the last apply here has made it and nothing that a
 * compile reads has changed since: then it would give what the hashes say, and say nothing. Undefined
 * where only compiling tells.
 */
export function recallProof(evidence: Evidence): Proved | undefined {
  try {
    return proved(evidence);
  } catch {
    // What cannot be read is reported by the compile.
    return undefined;
  }
}
