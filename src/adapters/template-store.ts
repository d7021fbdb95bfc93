import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digest } from "../language/digest.ts";
import { TEMPLATE_FOLDER } from "../language/project-layout.ts";
import type { Program } from "../language/template/syntax.ts";
import type { Reader, StoredTemplate, TemplateOutline, TemplateStore } from "../ports.ts";

/** The file in which the build lists the built-in templates: their outlines, by path. */
export const TEMPLATE_INDEX = "index.json";

type Outlines = Readonly<Record<string, TemplateOutline>>;

/** The templates that ship with the engine. */
export interface BuiltTemplates {
  /** @returns null where there is none. */
  outline(path: string): TemplateOutline | null;
  /** The program of one that has an outline. */
  program(path: string): Program;
}

/**
 * Opens the templates that the build has compiled; each is read once.
 *
 * @param folder - Where the build leaves them.
 */
export function createBuiltTemplates(folder: string): BuiltTemplates {
  const read = (path: string) => JSON.parse(readFileSync(join(folder, path), "utf8")) as unknown;
  const programs = new Map<string, Program>();
  let outlines: Outlines | undefined;
  return {
    outline(path) {
      outlines ??= read(TEMPLATE_INDEX) as Outlines;
      return Object.hasOwn(outlines, path) ? (outlines[path] ?? null) : null;
    },
    program(path) {
      const program = programs.get(path) ?? (read(`${path}.json`) as Program);
      programs.set(path, program);
      return program;
    },
  };
}

/** Where templates are looked for. */
export interface TemplateSources {
  /** The project's files. */
  readonly fileSystem: Reader;
  readonly built: BuiltTemplates;
}

/** A template of the project itself. */
interface OwnTemplate {
  readonly stored: StoredTemplate;
  readonly outline: TemplateOutline;
}

/** Finds templates: the project's `templates/` come before those that ship with the engine. */
export function createTemplateStore({ fileSystem, built }: TemplateSources): TemplateStore {
  const own = new Map<string, OwnTemplate | null>();
  const hasOwn = fileSystem.kind(TEMPLATE_FOLDER) === "folder";

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

  function builtIn(path: string): StoredTemplate | null {
    if (!built.outline(path)) return null;
    const file = `built-in:${TEMPLATE_FOLDER}/${path}`;
    return { file, origin: "built-in", kind: "compiled", program: built.program(path) };
  }

  return {
    find: (path) => ownAt(path)?.stored ?? builtIn(path),
    outline: (path) => ownAt(path)?.outline ?? built.outline(path),
    overrides: () =>
      [...own].flatMap(([path, found]) => (found && built.outline(path) ? [path] : [])).sort(),
  };
}
