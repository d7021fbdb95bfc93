import { describe, expect, it } from "vitest";
import { builtInNames, type SourceFile, sourceFiles } from "./source-files.ts";

const files = sourceFiles("src");
const scripts = sourceFiles("scripts");
const tests = sourceFiles("tests");

/** The room that a file is in: `src/pipeline/merge/classify.ts` is in `pipeline/merge`. */
function roomOf(path: string): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "pipeline") return `pipeline/${second}`;
  return first.replace(/\.ts$/, "");
}

/** What each room may import, beside itself. The engine's stages know nothing of one another. */
const STAGE = ["model", "language", "diagnostics", "ports"];
const ENGINE = [...STAGE, "pipeline/*"];
const OUTSIDE = ["model", "language", "diagnostics", "ports", "engine", "adapters"];
const rooms: Readonly<Record<string, readonly string[]>> = {
  model: [],
  language: ["model", "diagnostics", "ports"],
  diagnostics: ["model", "language"],
  ports: ["model", "language"],
  "pipeline/*": STAGE,
  engine: ENGINE,
  adapters: ["model", "language", "ports"],
  cli: OUTSIDE,
  mcp: OUTSIDE,
  importers: OUTSIDE,
};

function rulesFor(room: string): readonly string[] | undefined {
  return room.startsWith("pipeline/") ? rooms["pipeline/*"] : rooms[room];
}

function mayImport(from: string, to: string): boolean {
  const allowed = rulesFor(from) ?? [];
  return (
    from === to ||
    allowed.includes(to) ||
    (to.startsWith("pipeline/") && allowed.includes("pipeline/*"))
  );
}

function strayImports({ path, imports }: SourceFile): readonly string[] {
  return imports.flatMap(({ target }) => {
    if (!target.startsWith("src/")) return [];
    return mayImport(roomOf(path), roomOf(target)) ? [] : `${path} imports ${target}`;
  });
}

/** What the package's binary starts, and what that starts, out of the bundles. */
const ENTRIES = new Set(["src/cli/main.ts main", "src/cli/run-command.ts runCommand"]);

/** What costs too much to load where nothing asks for it. */
const HEAVY = [
  "ajv",
  "@humanwhocodes/momoa",
  "@11ty/nunjucks",
  "prettier",
  "web-tree-sitter",
  "src/adapters/ruff-formatter.ts",
  "@inquirer/prompts",
  "smol-toml",
  "src/language/merge/merge-texts.ts",
  "src/language/unified-diff.ts",
];
/** Holds up nobody, since it is loaded in a thread of its own. */
const THREAD = "src/adapters/ruff-worker.ts";
const OUTSIDE_WORLD = /\b(?:process|console)\.|["']node:(?:fs|child_process|os|net|http|https)/;

describe("the rooms of the source", () => {
  it("are all known", () => {
    expect(files.filter(({ path }) => !rulesFor(roomOf(path))).map(({ path }) => path)).toEqual([]);
  });

  it("import only what they may", () => {
    expect(files.flatMap(strayImports)).toEqual([]);
  });

  it("leave files, the process and the console to adapters and the command line", () => {
    const strangers = files.filter(
      ({ path, text }) =>
        !["adapters", "cli", "mcp"].includes(roomOf(path)) &&
        OUTSIDE_WORLD.test(text.replace(/^\s*(?:\*|\/\/).*$/gm, "")),
    );
    expect(strangers.map(({ path }) => path)).toEqual([]);
  });

  it("load what is heavy only when it is needed", () => {
    const inTheWay = files.filter(({ path }) => path !== THREAD);
    const eager = inTheWay.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, isLazy }) => !isLazy && HEAVY.includes(target))
        .map(({ target }) => `${path} imports ${target}`),
    );
    expect(eager).toEqual([]);
  });

  it("name each other with their ending", () => {
    const bare = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.startsWith("src/") && !/\.(?:ts|js)$/.test(target))
        .map(({ target }) => `${path}: ${target}`),
    );
    expect(bare).toEqual([]);
  });
});

describe("the files of the source", () => {
  it("do not know a built-in blueprint by its name", () => {
    const names = builtInNames().filter((name) => name.includes("-"));
    const knowing = files.flatMap(({ path, text }) =>
      names
        .filter((name) => text.includes(`"${name}"`) || text.includes(`'${name}'`))
        .map((name) => `${path}: ${name}`),
    );
    expect(knowing).toEqual([]);
  });

  it("have at most 400 lines", () => {
    const long = files.filter(({ text }) => text.split("\n").length > 401);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("have names that say what they hold", () => {
    const vague = /(?:^|[-/])(?:utils?|helpers?|common|misc|managers?)(?:[-./]|$)/;
    expect(files.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it("export nothing that nobody uses", () => {
    const used = new Set(
      [...files, ...scripts, ...tests].flatMap(({ path, imports }) =>
        imports.flatMap(({ target, names }) =>
          target === path ? [] : names.map((name) => `${target} ${name}`),
        ),
      ),
    );
    const unused = files.flatMap(({ path, exports, ownTypes }) =>
      exports
        .filter((name) => !used.has(`${path} ${name}`) && !used.has(`${path} *`))
        // A type that something exported speaks of is part of it.
        .filter((name) => !ownTypes.includes(name) && !ENTRIES.has(`${path} ${name}`))
        .map((name) => `${path}: ${name}`),
    );
    expect(unused).toEqual([]);
  });
});
