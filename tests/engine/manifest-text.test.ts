import { describe, expect, it } from "vitest";
import { manifestTextAfter } from "../../src/engine/manifest-text.ts";
import { printManifest } from "../../src/language/manifest.ts";
import type { Manifest, Use } from "../../src/model/manifest.ts";

function manifestOf(...resources: readonly string[]): Manifest {
  const uses: readonly Use[] = resources.map((resource) => ({
    blueprint: "endpoint-crud",
    with: { resource_name: resource, fields: ["name:string"] },
  }));
  const project = {
    name: "shop",
    package: "shop",
    python: ">=3.11",
    database: "sqlite",
  } as const;
  return { scaffold: "^1", target: "fastapi", project, uses };
}

const canonical = printManifest(manifestOf("product"));
const value = JSON.parse(canonical);

const forms: readonly (readonly [string, string])[] = [
  ["in the canonical form", canonical],
  ["with tabs", `${JSON.stringify(value, null, "\t")}\n`],
  ["on one line", JSON.stringify(value)],
  ["with the line ends of Windows", canonical.replaceAll("\n", "\r\n")],
  ["with a byte order mark", `\uFEFF${canonical}`],
  ["without an end of the last line", canonical.trimEnd()],
  [
    "with its members in another order",
    `${JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()), null, 2)}\n`,
  ],
  ["with a use a line", canonical.replace(/\{\n {6}.*\n {4}\}/s, JSON.stringify(value.uses[0]))],
];

async function withReview(text: string): Promise<string> {
  const versions = { before: manifestOf("product"), after: manifestOf("product", "review") };
  return manifestTextAfter(versions, text);
}

describe("the text of a changed manifest", () => {
  it.each(forms)("says what was changed: %s", async (_, text) => {
    const changed = JSON.parse((await withReview(text)).replace("\uFEFF", ""));
    expect(changed).toEqual(JSON.parse(printManifest(manifestOf("product", "review"))));
  });

  it.each(forms)("is as it was once the change is taken back: %s", async (_, text) => {
    const back = { before: manifestOf("product", "review"), after: manifestOf("product") };
    expect(await manifestTextAfter(back, await withReview(text))).toBe(text);
  });

  it("keeps a use as a person wrote it", async () => {
    const [, text] = forms.at(-1) ?? [];
    expect(await withReview(text ?? "")).toContain(`\n    ${JSON.stringify(value.uses[0])},\n`);
  });

  it("is canonical where git left a conflict in it", async () => {
    const text = `<<<<<<< ours\n${canonical}=======\n${canonical}>>>>>>> theirs\n`;
    expect(await withReview(text)).toBe(printManifest(manifestOf("product", "review")));
  });

  it("is canonical where there was none", async () => {
    const manifest = manifestOf("product");
    expect(await manifestTextAfter({ before: manifest, after: manifest }, null)).toBe(canonical);
  });
});
