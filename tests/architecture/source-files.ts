import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";

const root = join(import.meta.dirname, "../..");

/** One import or re-export of a file. */
export interface Import {
  /** As it is written: `node:fs`, `ajv`, or the path of a file from the project's root. */
  readonly target: string;
  /** Names as the other file exports them; `*` for all. */
  readonly names: readonly string[];
  /** Whether it is loaded when it is needed, or never: types are gone when it runs. */
  readonly isLazy: boolean;
}

/** A source file as far as its connections go. */
export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** Names that it exports itself, those of types too. */
  readonly exports: readonly string[];
  /** Types of its own that it also uses itself. */
  readonly ownTypes: readonly string[];
}

const FROM = /^(?:import|export)\s+(type\s+)?([^"';]*?)\s*from\s+"([^"]+)"/gm;
const BARE = /^import\s+"([^"]+)"/gm;
const DYNAMIC = /\bimport\(\s*"([^"]+)"\s*\)/g;
const EXPORT =
  /^export\s+(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|const|class|interface|type|enum)\s+([A-Za-z_$][\w$]*)/gm;
const TYPE = /^export\s+(?:interface|type)\s+([A-Za-z_$][\w$]*)/gm;
const REEXPORT = /^export\s+(?:type\s+)?\{([^}]*)\}/gm;

/** Comments away, so that what they speak of is no code; strings stay. */
function withoutComments(text: string): string {
  return text.replace(/("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "$1");
}

function listed(names: string): readonly string[] {
  return names
    .split(",")
    .map((name) => name.trim().replace(/^type\s+/, ""))
    .filter((name) => name !== "");
}

function namesOf(clause: string): readonly string[] {
  const list = /\{([\s\S]*)\}/.exec(clause)?.[1];
  if (list === undefined) return ["*"];
  return listed(list).map((name) => name.split(/\s+as\s+/)[0] ?? "");
}

function targetOf(written: string, path: string): string {
  return written.startsWith(".") ? posix.join(posix.dirname(path), written) : written;
}

function read(path: string): SourceFile {
  const text = readFileSync(join(root, path), "utf8");
  const code = withoutComments(text);
  const imports = [
    ...Array.from(code.matchAll(FROM), ([, type, clause = "", written = ""]) => ({
      target: targetOf(written, path),
      names: namesOf(clause),
      isLazy: type !== undefined,
    })),
    ...Array.from(code.matchAll(BARE), ([, written = ""]) => ({
      target: targetOf(written, path),
      names: [],
      isLazy: false,
    })),
    ...Array.from(code.matchAll(DYNAMIC), ([, written = ""]) => ({
      target: targetOf(written, path),
      names: ["*"],
      isLazy: true,
    })),
  ];
  const declared = Array.from(code.matchAll(EXPORT), ([, name = ""]) => name);
  const passedOn = Array.from(code.matchAll(REEXPORT), ([, names = ""]) => listed(names)).flat();
  const renamed = passedOn.map((name) => name.split(/\s+as\s+/).at(-1) ?? "");
  const ownTypes = Array.from(code.matchAll(TYPE), ([, name = ""]) => name).filter(
    (name) => Array.from(code.matchAll(new RegExp(`\\b${name}\\b`, "g"))).length > 1,
  );
  return { path, text, imports, exports: [...declared, ...renamed], ownTypes };
}

/** All files of code below a folder of the project, but for what is generated. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|js)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !path.includes("/generated/"))
    .sort()
    .map(read);
}

/** The names of the blueprints that ship with the engine. */
export function builtInNames(): readonly string[] {
  return readdirSync(join(root, "blueprints"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name.endsWith(".blueprint.json"))
    .map((entry) => {
      const document = JSON.parse(readFileSync(join(entry.parentPath, entry.name), "utf8"));
      return String(document.metadata.name);
    })
    .sort();
}
