import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "../language/digest.ts";
import { TEMPLATE_FOLDER } from "../language/project-layout.ts";
import type { Program } from "../language/template/syntax.ts";
import type { Reader, StoredTemplate, TemplateOutline, TemplateStore } from "../ports.ts";

/** The file in which the build lists the built-in templates: their outlines, by path. */
export const TEMPLATE_INDEX = "index.json";

/** Where templates are looked for. */
export interface TemplateFolders {
  /** The project's files. */
  readonly fileSystem: Reader;
  /** The folder in which the build leaves compiled templates. */
  readonly compiledFolder: string;
}

type Outlines = Readonly<Record<string, TemplateOutline>>;

/** A template of the project itself. */
interface OwnTemplate {
  readonly stored: StoredTemplate;
  readonly outline: TemplateOutline;
}

/** Finds templates: the project's `templates/` come before those that ship with the engine. */
export function createTemplateStore({
  fileSystem,
  compiledFolder,
}: TemplateFolders): TemplateStore {
  const readBuilt = (path: string) =>
    JSON.parse(readFileSync(join(compiledFolder, path), "utf8")) as unknown;
  const own = new Map<string, OwnTemplate | null>();
  const hasOwn = fileSystem.kind(TEMPLATE_FOLDER) === "folder";
  let outlines: Outlines | undefined;

  function builtIn(path: string): TemplateOutline | null {
    outlines ??= readBuilt(TEMPLATE_INDEX) as Outlines;
    return Object.hasOwn(outlines, path) ? (outlines[path] ?? null) : null;
  }

  function readOwn(path: string): OwnTemplate | null {
    const file = `${TEMPLATE_FOLDER}/${path}`;
    const at = { file, origin: "project" } as const;
    try {
      const text = fileSystem.readText(file);
      if (text === null) return null;
      const outline = { hash: digest(text), reads: null };
      return { stored: { ...at, kind: "source", text }, outline };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const outline = { hash: digest(""), reads: null };
      return { stored: { ...at, kind: "unreadable", reason }, outline };
    }
  }

  function ownAt(path: string): OwnTemplate | null {
    if (!hasOwn) return null;
    const seen = own.get(path);
    if (seen !== undefined) return seen;
    const found = readOwn(path);
    own.set(path, found);
    return found;
  }

  function readProgram(path: string): StoredTemplate {
    const program = readBuilt(`${path}.json`) as Program;
    return {
      file: `built-in:${TEMPLATE_FOLDER}/${path}`,
      origin: "built-in",
      kind: "compiled",
      program,
    };
  }

  return {
    find: (path) => ownAt(path)?.stored ?? (builtIn(path) && readProgram(path)),
    outline: (path) => ownAt(path)?.outline ?? builtIn(path),
    overrides: () =>
      [...own].flatMap(([path, found]) => (found && builtIn(path) ? [path] : [])).sort(),
  };
}
