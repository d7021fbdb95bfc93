import { describe, expect, it } from "vitest";
import { printManifest } from "../../../src/language/manifest.ts";
import { parseDocument } from "../../../src/pipeline/load/index.ts";
import { validateManifest } from "../../../src/pipeline/validate/index.ts";

const project = { name: "shop", package: "shop", python: ">=3.11", database: "sqlite" };
const product = { blueprint: "endpoint-crud", with: { resource_name: "product" } };

async function validateMembers(members: object) {
  const text = JSON.stringify({ scaffold: "^1", target: "fastapi", project, uses: [], ...members });
  const { value } = parseDocument({ file: "scaffold.json", origin: "project", text });
  if (!value) throw new Error("the test's document is no JSON");
  return validateManifest(value);
}

async function faultsOf(members: object) {
  const { diagnostics } = await validateMembers(members);
  return diagnostics.map(({ code, place }) => `${code} ${place?.pointer}`);
}

describe("a manifest", () => {
  it("is given as it was written", async () => {
    const { value, diagnostics } = await validateMembers({ uses: [product] });
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({ scaffold: "^1", target: "fastapi", project, uses: [product] });
  });

  it("may leave the arguments of a use away", async () => {
    const { value } = await validateMembers({ uses: [{ blueprint: "auth" }] });
    expect(JSON.stringify(value?.uses)).toBe('[{"blueprint":"auth","with":{}}]');
  });

  it("has each use once", async () => {
    expect(await faultsOf({ uses: [product, product] })).toEqual(["duplicate-use /uses/1"]);
  });

  it("may use a blueprint for several resources", async () => {
    const review = { blueprint: "endpoint-crud", with: { resource_name: "review" } };
    expect(await faultsOf({ uses: [product, review] })).toEqual([]);
  });

  it("asks for engines by a range", async () => {
    expect(await faultsOf({ scaffold: "newest" })).toEqual(["bad-version-range /scaffold"]);
  });

  it("asks for Python by a specifier", async () => {
    expect(await faultsOf({ project: { ...project, python: "^3.11" } })).toEqual([
      "bad-version-range /project/python",
    ]);
  });

  it("has a package that can be imported", async () => {
    expect(await faultsOf({ project: { ...project, package: "import" } })).toEqual([
      "bad-project-setting /project/package",
    ]);
  });

  it("is not given where its settings have faults", async () => {
    expect((await validateMembers({ project: {} })).value).toBeUndefined();
  });

  it("is given where only a use has faults", async () => {
    expect((await validateMembers({ uses: [{ blueprint: 3 }] })).value).toBeDefined();
  });
});

describe("the printed manifest", () => {
  const printed = `{
  "$schema": ".scaffold/schemas/manifest.v1.json",
  "scaffold": "^1",
  "target": "fastapi",
  "project": {
    "name": "shop",
    "package": "shop",
    "description": "A \\"shop\\"",
    "python": ">=3.11",
    "database": "sqlite"
  },
  "uses": [
    {
      "blueprint": "endpoint-crud",
      "with": {
        "resource_name": "product",
        "methods": ["GET", "POST"],
        "fields": [
          "name:string:1..120",
          "price:decimal:10.2"
        ]
      }
    },
    {
      "blueprint": "auth"
    }
  ]
}
`;

  async function reprint(text: string): Promise<string> {
    const { value } = parseDocument({ file: "scaffold.json", origin: "project", text });
    const manifest = value && (await validateManifest(value)).value;
    return manifest ? printManifest(manifest) : "";
  }

  it("is the text that it was read from, where that is canonical", async () => {
    expect(await reprint(printed)).toBe(printed);
  });

  it("has one form, however the text was written", async () => {
    const members = JSON.parse(printed);
    const mixed = JSON.stringify(Object.fromEntries(Object.entries(members).toReversed()));
    expect(await reprint(mixed)).toBe(printed);
  });

  it("has an empty list where nothing is used", () => {
    expect(printManifest({ scaffold: "^1", target: "fastapi", project, uses: [] })).toContain(
      '"uses": []\n',
    );
  });
});

describe("a fault of a manifest", () => {
  it("is mended by writing the one name that can be meant", async () => {
    const { diagnostics } = await validateMembers({ targte: "fastapi", target: undefined });
    expect(diagnostics[0]?.fix?.edits).toEqual([
      { place: { file: "scaffold.json", pointer: "/targte", side: "key" }, text: '"target"' },
    ]);
  });
});
