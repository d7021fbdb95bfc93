import { digest } from "../language/digest.ts";
import { type ParsedHashes, parseHashes } from "../language/hashes.ts";
import { HASHES_FILE, PROOF_FILE } from "../language/project-layout.ts";
import type { ChangeSet } from "../model/change-set.ts";
import type { Compiled } from "../model/compiled.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Hashes } from "../model/record.ts";
import type { FileSystem, Ports } from "../ports.ts";
import { digestOf, evidenceAfter, evidenceBelow, evidenceOfProject } from "./evidence.ts";
import type { Prepared } from "./prepare.ts";
import { type Provenances, provenanceOf } from "./recall.ts";
import { existsIn } from "./workspace.ts";

/** What stands in the file. */
interface Proof extends Compiled {
  readonly version: 1;
  readonly build: string;
  /** Which file of hashes it belongs to: the one that the apply wrote, and no copy of it. */
  readonly standing: string;
}

/** What a compile of the project as it stands would make. */
export interface Proved {
  readonly compiled: Compiled;
  readonly hashes: Hashes;
}

type ProofPorts = Pick<Ports, "fileSystem" | "build">;

/** Which file it is, and since when: a copy of it, in a clone or out of an archive, is another one. */
function standingOf(fileSystem: FileSystem): string {
  const entry = fileSystem.entry(HASHES_FILE);
  return entry?.kind === "file" ? `${entry.identity} ${entry.changed}` : "";
}

/** What a later run can know without compiling again, once a change set is written. */
export function compiledBy(
  prepared: Prepared,
  changeSet: ChangeSet,
  told: readonly Diagnostic[],
): Compiled {
  const { files, recipeOf, workspace, lookedFor, evidence } = prepared;
  const folders = workspace.histories.map(({ folder }) => folder);
  return {
    // Files of a history are made once.
    files: files
      .filter(({ output }) => output.ownership !== "history")
      .map(({ output, renderedHash }) => {
        const { path, ownership, use } = output;
        const recipe = recipeOf(output);
        const file = { path, ownership, use };
        return recipe ? { ...file, provenance: provenanceOf(recipe, renderedHash) } : file;
      }),
    folders,
    lookedFor,
    inputs: told.length === 0 ? digestOf(evidenceAfter(evidence, changeSet, folders)) : null,
  };
}

/** Keeps what an apply compiled, after it was written and while nobody else writes. */
export function keepProof(compiled: Compiled, { fileSystem, build }: ProofPorts): void {
  const proof: Proof = { version: 1, build, standing: standingOf(fileSystem), ...compiled };
  const body = JSON.stringify(proof);
  fileSystem.removeFile(PROOF_FILE);
  fileSystem.writeFile(PROOF_FILE, new TextEncoder().encode(`${digest(body)}\n${body}`), 0o644);
}

function parseProof(text: string): Proof | undefined {
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  return digest(body) === text.slice(0, end) ? JSON.parse(body) : undefined;
}

/** Whether everything stands there that was read, and nothing else. */
function fits({ inputs, folders, lookedFor }: Proof, fileSystem: FileSystem): boolean {
  const isThere = existsIn(fileSystem);
  if (lookedFor.some(({ path, isFound }) => isThere(path) !== isFound)) return false;
  const evidence = new Map([
    ...evidenceOfProject(fileSystem),
    ...evidenceBelow(folders, fileSystem),
  ]);
  return inputs === digestOf(evidence);
}

function isSound({ badLines, merged }: ParsedHashes): boolean {
  return badLines.length === 0 && merged.size === 0;
}

/** The proof that the last apply made here, by this build of the engine; undefined where it is another's. */
function readProof({ fileSystem, build }: ProofPorts): Proof | undefined {
  const proof = parseProof(fileSystem.readText(PROOF_FILE) ?? "");
  const isOwn = proof?.version === 1 && proof.build === build;
  return isOwn && proof.standing === standingOf(fileSystem) ? proof : undefined;
}

function proved(ports: ProofPorts): Proved | undefined {
  const { fileSystem } = ports;
  const proof = readProof(ports);
  if (!proof || !fits(proof, fileSystem)) return undefined;
  const parsed = parseHashes(fileSystem.readText(HASHES_FILE) ?? "");
  return isSound(parsed) ? { compiled: proof, hashes: parsed.hashes } : undefined;
}

/**
 * What a compile would make of the project, where the last apply here has made it and nothing that a
 * compile reads has changed since: then it would give what the hashes say, and say nothing. Undefined
 * where only compiling tells.
 */
export function recallProof(ports: ProofPorts): Proved | undefined {
  try {
    return proved(ports);
  } catch {
    // What cannot be read is reported by the compile.
    return undefined;
  }
}

/**
 * What the last apply here rendered from what, by path; empty where nobody can say. Unlike the whole of a
 * proof it holds whatever else has changed since.
 */
export function recallProvenances(ports: ProofPorts): Provenances {
  try {
    const files = readProof(ports)?.files ?? [];
    return new Map(files.map(({ path, provenance = "" }) => [path, provenance]));
  } catch {
    // Then all is rendered.
    return new Map();
  }
}
