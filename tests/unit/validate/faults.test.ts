import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { locate } from "../../../src/diagnostics/locate.ts";
import { renderText } from "../../../src/diagnostics/render-text.ts";
import { parseDocument } from "../../../src/pipeline/load/index.ts";
import { validate } from "../../../src/pipeline/validate/validate.ts";

const folder = join(import.meta.dirname, "fixtures");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

/* Each fixture is a document with faults; the text file beside it is what a person reads. */
describe("every fault of a blueprint is reported once, in its place", () => {
  it.each(files)("%s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { value, diagnostics } = parseDocument({ file, origin: "file", text });
    const found = [...diagnostics, ...(value ? (await validate([value])).diagnostics : [])];
    const sourceOf = () => text;
    expect(found).not.toEqual([]);
    await expect(renderText(locate(found, sourceOf), { sourceOf })).toMatchFileSnapshot(
      join(folder, file.replace(/\.blueprint\.json$/, ".txt")),
    );
  });
});
