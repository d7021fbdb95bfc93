import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileTemplates } from "../../../scripts/compile-templates.ts";
import { digest } from "../../../src/language/digest.ts";
import { emptyFolder } from "../../support/temporary.ts";

const TEXT = "class {{ Resource }}:\n    pass\n";

/** What the build leaves of a template. */
function compiled(text: string): { readonly hash: string } {
  const folder = emptyFolder();
  mkdirSync(join(folder, "templates"));
  writeFileSync(join(folder, "templates/a.njk"), text);
  compileTemplates(join(folder, "templates"), join(folder, "dist"));
  return JSON.parse(readFileSync(join(folder, "dist/a.njk.json"), "utf8"));
}

describe("a compiled template", () => {
  it("has the hash that the same text has in a project, whatever its line ends", () => {
    expect(compiled(TEXT).hash).toBe(digest(TEXT));
    expect(compiled(TEXT.replaceAll("\n", "\r\n")).hash).toBe(digest(TEXT));
  });
});
