import { createFormatters } from "../../../src/adapters/formatters.ts";
import { createPythonSyntax } from "../../../src/adapters/python-syntax.ts";
import { mergeTexts } from "../../../src/language/merge/merge-texts.ts";
import type { Versions } from "../../../src/language/merge/outcome.ts";
import type { ConflictChoice } from "../../../src/model/project.ts";
import { PYTHON_GRAMMAR, RUFF } from "../../support/web-assembly.ts";

const syntax = createPythonSyntax(PYTHON_GRAMMAR);
const formatters = createFormatters({ wasm: RUFF });
const groups = {
  standardLibrary: new Set([
    "collections",
    "dataclasses",
    "decimal",
    "sys",
    "datetime",
    "enum",
    "os",
    "re",
    "typing",
  ]),
  firstParty: new Set(["shop"]),
};

/** Merges texts with the real grammar and the real formatter. */
export function merge(path: string, versions: Versions, choice?: ConflictChoice) {
  return mergeTexts(versions, {
    path,
    ...(choice === undefined ? {} : { choice }),
    python: async () => {
      const formatter = await formatters.for(path, "built-in");
      if (!formatter) throw new Error("there is no formatter for Python");
      return { syntax, formatter, groups };
    },
  });
}

/** The tree of a Python text; null where it does not parse. */
export function parse(text: string) {
  return syntax.parse(text);
}
