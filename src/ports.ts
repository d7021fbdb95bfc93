import type { Program } from "./language/template/syntax.ts";
import type { Origin } from "./model/document.ts";

/**
 * What the engine needs of the outside. Everything is synchronous but formatting: that is faster
 * here, and it makes "the k-th call" a thing that a test can name.
 */

/** What stands at a path, links not followed. */
export type EntryKind = "file" | "folder" | "link" | "other";

/** Reads files and lists folders. Paths are absolute or relative to the adapter's root, with `/`. */
export interface Reader {
  /** The bytes as UTF-8, or null where nothing is. @throws Error on anything else, a folder too. */
  readText(path: string): string | null;
  /** @returns null where nothing is. */
  kind(path: string): EntryKind | null;
  /** Names in a folder, sorted; empty where it does not exist. */
  list(path: string): readonly string[];
}

/** Writes files; every method creates missing folders of its target. */
export interface FileSystem extends Reader {
  writeText(path: string, text: string, mode: number): void;
  /** Replaces what stands at the target, in one step. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Removes a folder if it is empty. @returns whether it did. */
  removeFolder(path: string): boolean;
}

/** The template of a file: one of the engine's, compiled at build, or the source of a project's. */
export type StoredTemplate = {
  /** The file as a user would type it. */
  readonly file: string;
  readonly origin: Origin;
} & (
  | {
      readonly kind: "compiled";
      /** A program of the template engine. */
      readonly program: Program;
    }
  | { readonly kind: "source"; readonly text: string }
  /** It is there, and cannot be read; with the reason. */
  | { readonly kind: "unreadable"; readonly reason: string }
);

/** Finds templates by their path below `templates/`; a project's comes before one of the engine's. */
export interface TemplateStore {
  /** @returns null where there is none. */
  find(path: string): StoredTemplate | null;
  /** SHA-256 of the template's source text, in hex; null where there is none. */
  hash(path: string): string | null;
  /** Templates of the project that stand in for one of the engine's, of those that were found. */
  overrides(): readonly string[];
}

/** What ships with the engine: its blueprints, targets and schemas. */
export interface Library {
  /** Reads below the package's folder. */
  readonly reader: Reader;
}

/** Everything outside that the engine works with. */
export interface Ports {
  /** The engine's version. */
  readonly version: string;
  /** The project's files; paths are relative to its root. */
  readonly fileSystem: FileSystem;
  readonly library: Library;
  readonly templates: TemplateStore;
  readonly formatters: Formatters;
  readonly python: PythonSyntax;
}

/** Gives a text its final form. */
export interface Formatter {
  /** @throws FormatError where the text does not parse. */
  format(path: string, text: string): string | Promise<string>;
}

/** The formatters that ship with the engine, each loaded when it is first asked for. */
export interface Formatters {
  /** What goes into the lock: the name and version of the one for Python. */
  readonly id: string;
  /** The formatter of a path; null where the text is final as it was rendered. */
  for(path: string, origin: Origin): Promise<Formatter | null>;
}

/** A named node of the syntax tree of a Python text. */
export interface PythonNode {
  /** As the grammar of tree-sitter names it: `function_definition`. */
  readonly type: string;
  /** What it is to the node above: `name`, `body`; null where the grammar does not say. */
  readonly field: string | null;
  /** Offsets in UTF-16 code units; `end` is the first after it. */
  readonly start: number;
  readonly end: number;
  /** Lines from 0; `endLine` is the first after it. */
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly PythonNode[];
}

/** Reads Python. */
export interface PythonSyntax {
  /** The module; null where the text does not parse. */
  parse(text: string): Promise<PythonNode | null>;
}

/** A text that its formatter cannot parse; line and column count from 1. */
export class FormatError extends Error {
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(message: string, line?: number, column?: number) {
    super(message);
    this.name = "FormatError";
    this.line = line;
    this.column = column;
  }
}
