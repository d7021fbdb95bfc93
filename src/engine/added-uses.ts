import { BASE_FOLDER, MANIFEST_FILE } from "../language/project-layout.ts";
import type { BlueprintGraph } from "../model/graph.ts";
import { load } from "../pipeline/load/load.ts";
import { resolve } from "../pipeline/resolve/index.ts";
import { validateManifest } from "../pipeline/validate/index.ts";
import type { Ports } from "../ports.ts";
import type { Project } from "./open.ts";

const BASE_MANIFEST = `${BASE_FOLDER}/${MANIFEST_FILE}`;

/** Ids of the uses of the project as it was generated last. */
async function formerUses(project: Project, ports: Ports): Promise<ReadonlySet<string>> {
  const [document] = load([{ path: BASE_MANIFEST, origin: "project" }], ports.fileSystem).value;
  const manifest = document && (await validateManifest(document)).value;
  if (!manifest) return new Set();
  const { value } = resolve({ ...project, manifest, manifestFile: BASE_MANIFEST });
  return new Set(value.uses.map(({ id }) => id));
}

/** Uses that nobody asked for by name and that were not there before. */
export async function addedUses(
  compiled: { readonly graph: BlueprintGraph; readonly manifestText: string },
  project: Project,
  ports: Ports,
): Promise<readonly string[]> {
  const { fileSystem } = ports;
  const hasBase = fileSystem.kind(BASE_MANIFEST) === "file";
  // A manifest that did not move leads to the uses that it led to; resolving it again costs most of a run.
  if (hasBase && fileSystem.readText(BASE_MANIFEST) === compiled.manifestText) return [];
  const former = hasBase ? await formerUses(project, ports) : new Set();
  const implied = compiled.graph.uses.filter(({ isImplied }) => isImplied);
  return implied
    .map(({ id }) => id)
    .filter((id) => !former.has(id))
    .sort();
}
