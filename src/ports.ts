import type { Reads } from "./language/template/reads.ts";
import type { Program } from "./language/template/syntax.ts";
import type { Blueprint } from "./model/blueprint.ts";
import type { Origin } from "./model/document.ts";

/**
 * What the engine needs of the outside. Everything is synchronous but formatting, and waiting for the
 * disk: that is faster here, and it makes "the k-th call" a thing that a test can name.
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

/** One entry of the file system, links not followed. */
export interface Entry {
  readonly kind: EntryKind;
  /** Permissions, as `chmod` takes them. */
  readonly mode: number;
  /** Equal for two names of one file. */
  readonly identity: string;
  /** Another one after each change of its bytes, permissions or names; no program can choose it. */
  readonly changed: string;
}

/** Reads and writes files, one call of the system at a time; links are not followed. */
export interface FileSystem extends Reader {
  /** @returns null where nothing is. */
  entry(path: string): Entry | null;
  /** The path without links, of what is there or is to come. @throws OutsideProjectError */
  realPath(path: string): string;
  /** @returns null where nothing is. */
  readBytes(path: string): Uint8Array | null;
  /** Makes a file. @throws Error where something stands there, or its folder is missing. */
  writeFile(path: string, bytes: Uint8Array, mode: number): void;
  /** Makes a folder, where there is none. */
  makeFolder(path: string, mode?: number): void;
  /** Gives a file a second name. @throws Error where something stands there. */
  link(from: string, to: string): void;
  /** Moves what stands there to a free place. @throws Error where something stands there. */
  move(from: string, to: string): void;
  /** Replaces what stands at the target, in one step. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Removes a folder if it is empty. @returns whether it did. */
  removeFolder(path: string): boolean;
  /** Gives a file the permissions of another, and its owner where that is allowed. */
  copyAccess(from: string, to: string): void;
  /** Waits until files, and the names in folders, would survive a crash of the machine. */
  sync(paths: readonly string[]): Promise<void>;
}

/** Who writes to a project, as its lock tells others. */
export interface LockHolder {
  readonly pid: number;
  /** When the process was started, where the system tells; a later one of its number differs. */
  readonly started: string | null;
  readonly host: string;
  /** In what its number counts, where the system tells: elsewhere it is the number of another one. */
  readonly namespace: string | null;
  readonly command: string;
  readonly time: string;
}

/** What asks a process to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Signals that come while a project is written. */
export interface SignalWatch {
  /** The first one that has come. Others get a turn before it answers. */
  received(): Promise<StopSignal | null>;
  /** From now on signals end the process again. */
  close(): void;
}

/** The process that runs the engine, and the system around it. */
export interface Host {
  /** What the lock of this run says. */
  holder(): LockHolder;
  /** Whether the process that took a lock may still run; of another machine nobody can tell. */
  isRunning(holder: LockHolder): boolean;
  pause(milliseconds: number): Promise<void>;
  watchSignals(): SignalWatch;
  /** Tells people something while the run goes on. */
  say(message: string): void;
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

/** What is known of a template without reading its program. */
export interface TemplateOutline {
  /** SHA-256 of the source text, in hex. */
  readonly hash: string;
  /** What it may read of its data; null where nobody has looked for that. */
  readonly reads: Reads | null;
}

/** Finds templates by their path below `templates/`; a project's comes before one of the engine's. */
export interface TemplateStore {
  /** @returns null where there is none. */
  find(path: string): StoredTemplate | null;
  /** @returns null where there is none. */
  outline(path: string): TemplateOutline | null;
  /** Templates of the project that stand in for one of the engine's, of those that were found. */
  overrides(): readonly string[];
}

/** What ships with the engine: its blueprints, targets and schemas. */
export interface Library {
  /** Reads below the package's folder. */
  readonly reader: Reader;
  /** The blueprints, which the build has validated. */
  blueprints(): readonly Blueprint[];
}

/** Everything outside that the engine works with. */
export interface Ports {
  /** The engine's version. */
  readonly version: string;
  /** Another one for each build of the engine, also of one version. */
  readonly build: string;
  /** The project's files; paths are relative to its root. */
  readonly fileSystem: FileSystem;
  readonly host: Host;
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
  /** Says that Python is going to be formatted soon: what can be done for that meanwhile is begun. */
  expect(): Promise<void>;
  /** Says that nothing is formatted for now: what was begun for it ends, and begins anew where it is asked. */
  rest(): void;
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
