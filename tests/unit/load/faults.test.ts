import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { locate } from "../../../src/diagnostics/locate.ts";
import { renderText } from "../../../src/diagnostics/render-text.ts";
import { parseDocument } from "../../../src/pipeline/load/index.ts";

const folder = join(import.meta.dirname, "fixtures");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

/* Each fixture is a text that is refused; the text file beside it is what a person reads. */
describe("a document that is not the JSON we take is refused with every fault in its place", () => {
  it.each(files)("%s", async (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const { value, diagnostics } = parseDocument({ file, origin: "file", text });
    const sourceOf = () => text;
    expect(value).toBeUndefined();
    await expect(renderText(locate(diagnostics, sourceOf), { sourceOf })).toMatchFileSnapshot(
      join(folder, file.replace(/\.json$/, ".txt")),
    );
  });
});
