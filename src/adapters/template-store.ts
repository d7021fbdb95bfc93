import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "../language/digest.ts";
import { TEMPLATE_FOLDER } from "../language/project-layout.ts";
import type { Program } from "../language/template/syntax.ts";
import type { Reader, StoredTemplate, TemplateStore } from "../ports.ts";

/** A built-in template as the build leaves it. */
export interface CompiledTemplate {
  /** SHA-256 of the source, in hex. */
  readonly hash: string;
  readonly program: Program;
}

/** Where templates are looked for. */
export interface TemplateFolders {
  /** The project's files. */
  readonly fileSystem: Reader;
  /** The folder in which the build leaves compiled templates. */
  readonly compiledFolder: string;
}

function readCompiled(folder: string, path: string): CompiledTemplate | null {
  try {
    return JSON.parse(readFileSync(join(folder, `${path}.json`), "utf8")) as CompiledTemplate;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

type Entry = {
  readonly stored: StoredTemplate;
  readonly hash: string;
  readonly isOverride: boolean;
};

/** Finds templates: the project's `templates/` come before those that ship with the engine. */
export function createTemplateStore({
  fileSystem,
  compiledFolder,
}: TemplateFolders): TemplateStore {
  const known = new Map<string, Entry | null>();
  const hasOwn = fileSystem.kind(TEMPLATE_FOLDER) === "folder";

  function readOwn(file: string): StoredTemplate | null {
    try {
      const text = fileSystem.readText(file);
      return text === null ? null : { file, origin: "project", kind: "source", text };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { file, origin: "project", kind: "unreadable", reason };
    }
  }

  function look(path: string): Entry | null {
    const file = `${TEMPLATE_FOLDER}/${path}`;
    const own = hasOwn ? readOwn(file) : null;
    const compiled = readCompiled(compiledFolder, path);
    if (own) {
      const hash = digest(own.kind === "source" ? own.text : "");
      return { stored: own, hash, isOverride: compiled !== null };
    }
    if (!compiled) return null;
    const { program, hash } = compiled;
    const stored = {
      file: `built-in:${file}`,
      origin: "built-in",
      kind: "compiled",
      program,
    } as const;
    return { stored, hash, isOverride: false };
  }

  function entry(path: string): Entry | null {
    const seen = known.get(path);
    if (seen !== undefined) return seen;
    const found = look(path);
    known.set(path, found);
    return found;
  }

  return {
    find: (path) => entry(path)?.stored ?? null,
    hash: (path) => entry(path)?.hash ?? null,
    overrides: () =>
      [...known].flatMap(([path, found]) => (found?.isOverride ? [path] : [])).sort(),
  };
}
