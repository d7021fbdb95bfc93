import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TextMerge } from "../../../src/language/merge/outcome.ts";
import type { ConflictChoice } from "../../../src/model/project.ts";
import { merge } from "./merge-tools.ts";

/*
 * Each folder of `cases/FORMAT/` is a test, a new one needs no code:
 *
 *   base, current, generated  the three texts; <CR>, <BOM>, <TAB>, <NUL> stand for what is not seen,
 *                             and <END> at the end says that the last line has no end
 *   expected                  what comes out; `UPDATE=1 npx vitest run tests/unit/merge` writes it
 */
const PATHS = {
  python: "src/shop/a.py",
  json: "settings.json",
  toml: "pyproject.toml",
  requirements: "requirements.txt",
  env: ".env.example",
  ignore: ".gitignore",
  markdown: "README.md",
  yaml: "compose.yaml",
  lines: "alembic.ini",
} as const;

const folder = join(import.meta.dirname, "cases");
const cases = Object.entries(PATHS).flatMap(([format, path]) =>
  readdirSync(join(folder, format)).map((name) => ({ name: `${format}/${name}`, path })),
);

const SIGNS = [
  ["<CR>", "\r"],
  ["<BOM>", "\uFEFF"],
  ["<TAB>", "\t"],
  ["<NUL>", "\0"],
] as const;

function decoded(text: string): string {
  const plain = text.replace(/<END>\n$/, "");
  return SIGNS.reduce((all, [sign, character]) => all.replaceAll(sign, character), plain);
}

function encoded(text: string): string {
  const shown = SIGNS.reduce((all, [sign, character]) => all.replaceAll(character, sign), text);
  return text.endsWith("\n") || text === "" ? shown : `${shown}<END>\n`;
}

function side(name: string, lines: readonly string[]): string {
  return `${name}:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function described(outcome: TextMerge): string {
  if (outcome.kind === "merged") return encoded(outcome.text);
  const regions = outcome.regions.map(
    ({ line, count, base, current, generated }) =>
      `line ${line}, ${count} long\n${side("base", base)}${side("current", current)}${side("generated", generated)}`,
  );
  const reason = `conflict: ${outcome.reason}\n`;
  return encoded(reason + regions.join(""));
}

const CHOICES: readonly ConflictChoice[] = ["markers", "ours", "theirs"];

describe("three texts", () => {
  it.each(cases)("$name", async ({ name, path }) => {
    const text = (file: string) => decoded(readFileSync(join(folder, name, file), "utf8"));
    const versions = {
      base: text("base"),
      current: text("current"),
      generated: text("generated"),
    };
    const plain = await merge(path, versions);
    let found = described(plain);
    if (plain.kind === "conflict") {
      for (const choice of CHOICES) {
        found += `--- ${choice}\n${described(await merge(path, versions, choice))}`;
      }
    }
    const file = join(folder, name, "expected");
    if (process.env.UPDATE) writeFileSync(file, found);
    expect(found).toBe(readFileSync(file, "utf8"));
  });
});
