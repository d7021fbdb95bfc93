import { BASE_FOLDER, MANIFEST_FILE } from "../language/project-layout.ts";
import type { Ports } from "../ports.ts";
import { compile } from "./compile.ts";
import { openManifest, type Project } from "./open.ts";
import type { DiskState } from "./workspace.ts";

/** The texts that a project was generated with, by path. */
type BaseTexts = ReadonlyMap<string, string>;

interface BaseContext {
  readonly ports: Ports;
  readonly disk: DiskState;
}

async function compileBase(project: Project, { ports, disk }: BaseContext): Promise<BaseTexts> {
  const file = `${BASE_FOLDER}/${MANIFEST_FILE}`;
  if (disk.text(file) === null) return new Map();
  const { value: manifest } = await openManifest({
    ...ports.fileSystem,
    readText: (path) => ports.fileSystem.readText(path === MANIFEST_FILE ? file : path),
  });
  if (!manifest) return new Map();
  const { value } = await compile(manifest, project, {
    ports,
    changes: [],
    moved: [],
    disk: { text: disk.text, reuse: () => null },
  });
  return new Map(value.files.map(({ output, text }) => [output.path, text]));
}

/**
 * Compiles what a project was generated with again, from the manifest that is kept with it: once,
 * when it is asked for. Blueprints may have changed since then, so a text is to be proved by its hash.
 */
export function baseTexts(project: Project, context: BaseContext): () => Promise<BaseTexts> {
  let texts: Promise<BaseTexts> | undefined;
  return () => {
    texts ??= compileBase(project, context);
    return texts;
  };
}
