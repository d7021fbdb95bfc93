import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  documentationFolder,
  documentationPages,
  generatedFolders,
} from "../../../scripts/documentation.ts";
import { documentEntries } from "../../../src/diagnostics/catalogue/document.ts";
import { catalogue } from "../../../src/diagnostics/catalogue.ts";

const pages = new Map(documentationPages());

describe("the generated documentation", () => {
  it("is what the catalogue and the schemas say (else: npm run docs)", () => {
    const stale = [...pages].filter(([path, text]) => {
      const file = join(documentationFolder, path);
      return !isThere(path) || readFileSync(file, "utf8") !== text;
    });
    expect(stale.map(([path]) => path)).toEqual([]);
  });

  it("has no page of what is gone", () => {
    const found = generatedFolders.flatMap((folder) =>
      readdirSync(join(documentationFolder, folder)).map((name) => `${folder}/${name}`),
    );
    expect(found.filter((path) => !pages.has(path))).toEqual([]);
  });

  it("has links that lead to a page", () => {
    const broken = [...pages].flatMap(([path, text]) =>
      Array.from(text.matchAll(/\]\((?!#|\.\.\/\.\.\/)([^)#]+)/g), ([, link]) =>
        join(path, "..", link ?? ""),
      )
        .filter((target) => !pages.has(target))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  function isThere(path: string): boolean {
    const [folder = "", name = ""] = path.split("/");
    return readdirSync(join(documentationFolder, folder)).includes(name);
  }
});

describe("the catalogue", () => {
  it.each(Object.entries(catalogue()))("explains `%s` in sentences", (code, entry) => {
    expect(code).toMatch(/^[a-z]+[0-9]*(-[a-z0-9]+)*$/);
    expect(entry.title).toMatch(/^[A-Z`].*[^.]$/);
    expect(entry.cause).toMatch(/[.:`)]$/);
    expect(entry.remedy).toMatch(/[.:`)]$/);
  });
});

describe("the codes of documents", () => {
  const unit = join(import.meta.dirname, "..");
  const shown = ["load", "validate"]
    .flatMap((part) =>
      readdirSync(join(unit, part), { recursive: true, encoding: "utf8" }).map((name) =>
        join(unit, part, name),
      ),
    )
    .filter((file) => /\.(txt|test\.ts)$/.test(file))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");

  it.each(Object.keys(documentEntries))("`%s` is tried by a test", (code) => {
    expect(shown).toMatch(new RegExp(`[\\["]${code}[\\]" ]`));
  });
});
