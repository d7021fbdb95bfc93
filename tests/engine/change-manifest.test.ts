import { describe, expect, it } from "vitest";
import type { Blueprint } from "../../src/model/blueprint.ts";
import type { FieldChange, Manifest, ManifestChange, Use } from "../../src/model/manifest.ts";
import { parseDocument } from "../../src/pipeline/load/index.ts";
import { changeManifest } from "../../src/pipeline/resolve/change-manifest.ts";
import { validate } from "../../src/pipeline/validate/validate.ts";
import { smallBackend } from "./fixed-documents.ts";

async function readBlueprints(): Promise<readonly Blueprint[]> {
  const documents = Object.entries(smallBackend).flatMap(([file, text]) => {
    if (!file.endsWith(".json")) return [];
    return parseDocument({ file, origin: "project", text }).value ?? [];
  });
  return (await validate(documents)).value;
}

const blueprints = await readBlueprints();

function manifest(...uses: readonly Use[]): Manifest {
  const project = { name: "shop", package: "shop", python: ">=3.11", database: "sqlite" };
  return { scaffold: "^1", target: "fastapi", project, uses };
}

function change(before: Manifest, ...changes: readonly ManifestChange[]) {
  const { value, diagnostics } = changeManifest(before, changes, blueprints);
  return { uses: value.uses, diagnostics };
}

function fieldChange(more: Partial<FieldChange>): FieldChange {
  return { put: [], drop: [], rename: [], ...more };
}

function endpoint(...fields: readonly string[]): Use {
  return { blueprint: "endpoint", with: { resource_name: "product", fields } };
}

function changedFields(before: Manifest, fields: Partial<FieldChange>) {
  const use = { blueprint: "endpoint", with: { resource_name: "product" } };
  return change(before, { kind: "add", use, fields: fieldChange(fields) });
}

describe("adding a use", () => {
  it("appends it", () => {
    const before = manifest(endpoint("name:string"));
    const use = { blueprint: "endpoint", with: { resource_name: "review" } };
    expect(change(before, { kind: "add", use }).uses).toEqual([endpoint("name:string"), use]);
  });

  it("sets the arguments of a use that is there already", () => {
    const use = { blueprint: "endpoint", with: { resource_name: "product", plural: "goods" } };
    expect(change(manifest(endpoint("name:string")), { kind: "add", use }).uses).toEqual([
      {
        blueprint: "endpoint",
        with: { resource_name: "product", fields: ["name:string"], plural: "goods" },
      },
    ]);
  });

  it("finds the use by the resource in its blueprint's name", () => {
    const use = { blueprint: "model-product", with: { resource_name: "product", plural: "goods" } };
    const before = manifest({ blueprint: "model-product", with: {} });
    expect(change(before, { kind: "add", use }).uses).toEqual([use]);
  });

  it("gives a new use the fields that are named and no defaults", () => {
    const { uses } = changedFields(manifest(), { put: ["price:int"] });
    expect(uses).toEqual([endpoint("price:int")]);
  });

  it("leaves a new use without fields to its defaults", () => {
    const { uses } = changedFields(manifest(), {});
    expect(uses).toEqual([{ blueprint: "endpoint", with: { resource_name: "product" } }]);
  });

  it("does not touch the manifest that it was given", () => {
    const before = manifest(endpoint("name:string"));
    const copy = structuredClone(before);
    changedFields(before, { put: ["price:int"], drop: ["name"] });
    expect(before).toEqual(copy);
  });
});

describe("changing the fields of a resource", () => {
  it("adds a new field at the end", () => {
    const { uses } = changedFields(manifest(endpoint("name:string")), { put: ["stock:int"] });
    expect(uses).toEqual([endpoint("name:string", "stock:int")]);
  });

  it("replaces a field of the same name in its place", () => {
    const before = manifest(endpoint("name:string", "stock:int"));
    const { uses } = changedFields(before, { put: ["name:text:optional"] });
    expect(uses).toEqual([endpoint("name:text:optional", "stock:int")]);
  });

  it("drops a field only where it is told to", () => {
    const before = manifest(endpoint("name:string", "stock:int"));
    expect(changedFields(before, { drop: ["name"] }).uses).toEqual([endpoint("stock:int")]);
  });

  it("renames a field and remembers its old name", () => {
    const before = manifest(endpoint("name:string:1..80"));
    const { uses } = changedFields(before, { rename: [{ from: "name", to: "title" }] });
    expect(uses).toEqual([endpoint("title:string:1..80:renamed_from=name")]);
  });

  it("remembers the first name of a field that is renamed twice", () => {
    const before = manifest(endpoint("title:string:renamed_from=name"));
    const { uses } = changedFields(before, { rename: [{ from: "title", to: "label" }] });
    expect(uses).toEqual([endpoint("label:string:renamed_from=name")]);
  });

  it("forgets a rename that is taken back", () => {
    const before = manifest(endpoint("title:string:renamed_from=name"));
    const { uses } = changedFields(before, { rename: [{ from: "title", to: "name" }] });
    expect(uses).toEqual([endpoint("name:string")]);
  });

  it("lets two fields exchange their names", () => {
    const before = manifest(endpoint("name:string", "size:int"));
    const rename = [
      { from: "name", to: "size" },
      { from: "size", to: "name" },
    ];
    const fields = ["size:string:renamed_from=name", "name:int:renamed_from=size"];
    expect(changedFields(before, { rename }).uses).toEqual([endpoint(...fields)]);
  });

  it("lets a field take the name of one that is dropped", () => {
    const before = manifest(endpoint("name:string", "size:int"));
    const { uses } = changedFields(before, {
      rename: [{ from: "name", to: "size" }],
      drop: ["size"],
    });
    expect(uses).toEqual([endpoint("size:string:renamed_from=name")]);
  });

  it("drops before it renames, and renames before it puts", () => {
    const before = manifest(endpoint("name:string", "stock:int"));
    const { uses } = changedFields(before, {
      rename: [{ from: "name", to: "title" }],
      drop: ["stock"],
      put: ["stock:decimal:8.2"],
    });
    expect(uses).toEqual([endpoint("title:string:renamed_from=name", "stock:decimal:8.2")]);
  });

  it.each([
    ["in the same change", endpoint("name:string"), [{ from: "name", to: "title" }]],
    ["before", endpoint("title:string:renamed_from=name"), []],
  ])("remembers the old name of a field that was renamed %s and is changed", (_, use, rename) => {
    const { uses } = changedFields(manifest(use), { rename, put: ["title:text:optional"] });
    expect(uses).toEqual([endpoint("title:text:optional:renamed_from=name")]);
  });

  it("takes the old name that a changed field says itself", () => {
    const before = manifest(endpoint("title:string:renamed_from=name"));
    const put = ["title:string:renamed_from=label"];
    expect(changedFields(before, { put }).uses).toEqual([endpoint(...put)]);
  });

  it.each([
    [
      "renames",
      {
        rename: [
          { from: "name", to: "title" },
          { from: "name", to: "label" },
        ],
      },
    ],
    ["named", { put: ["name:text", "name:int"] }],
  ])("is refused where it %s one field twice", (verb, fields) => {
    const { diagnostics } = changedFields(manifest(endpoint("name:string")), fields);
    const message = expect.stringMatching(new RegExp(`${verb}.* twice$`));
    expect(diagnostics).toMatchObject([{ code: "duplicate-field", message }]);
  });

  it("writes the defaults down before the first change of a use that lives by them", () => {
    const before = manifest({ blueprint: "endpoint", with: { resource_name: "product" } });
    const { uses } = changedFields(before, { put: ["stock:int"] });
    expect(uses).toEqual([endpoint("name:string", "stock:int")]);
  });

  it("happens in the use that holds them", () => {
    const model = { blueprint: "model-product", with: { fields: ["name:string"] } };
    const bare = { blueprint: "endpoint", with: { resource_name: "product" } };
    const { uses } = changedFields(manifest(model, bare), { put: ["stock:int"] });
    expect(uses).toEqual([
      { blueprint: "model-product", with: { fields: ["name:string", "stock:int"] } },
      bare,
    ]);
  });

  it("takes fields in their JSON form for what they are", () => {
    const json = { name: "name", type: "string", max: 80 };
    const use = { blueprint: "endpoint", with: { resource_name: "product", fields: [json] } };
    const { uses } = changedFields(manifest(use), { rename: [{ from: "name", to: "title" }] });
    expect(uses).toEqual([endpoint("title:string:..80:renamed_from=name")]);
  });

  it.each([
    ["dropped", { drop: ["nmae"] }],
    ["renamed", { rename: [{ from: "nmae", to: "title" }] }],
  ])("reports an unknown field that is %s, with the nearest one", (_, fields) => {
    const before = manifest(endpoint("name:string"));
    const { uses, diagnostics } = changedFields(before, fields);
    expect(uses).toEqual(before.uses);
    expect(diagnostics).toMatchObject([{ code: "unknown-field", suggestions: ["name"] }]);
  });

  it("reports fields for a blueprint that takes none", () => {
    const use = { blueprint: "app", with: {} };
    const { diagnostics } = change(manifest(use), {
      kind: "change",
      use: { blueprint: "app" },
      set: {},
      fields: fieldChange({ put: ["a:int"] }),
    });
    expect(diagnostics).toMatchObject([
      { code: "unknown-field", message: "`app` takes no fields" },
    ]);
  });
});

describe("naming a use", () => {
  const before = manifest(endpoint("name:string"), { blueprint: "model-review", with: {} });

  it("by its resource is enough where only one has it", () => {
    expect(change(before, { kind: "remove", use: { resource: "review" } }).uses).toEqual([
      endpoint("name:string"),
    ]);
  });

  it.each([
    ["its blueprint", { resource: "model-review" }, ["endpoint"]],
    ["its resource in another spelling", { resource: "Product" }, ["model-review"]],
    ["both", { blueprint: "endpoint", resource: "product" }, ["model-review"]],
  ])("by %s finds it too", (_, use, left) => {
    const { uses } = change(before, { kind: "remove", use });
    expect(uses.map(({ blueprint }) => blueprint)).toEqual(left);
  });

  it("that only another one brings is a fault that says so", () => {
    const { diagnostics } = change(before, {
      kind: "remove",
      use: { resource: "service-product" },
    });
    expect(diagnostics).toMatchObject([
      { code: "unknown-use", help: expect.stringContaining("another use needs it") },
    ]);
  });

  it("sets arguments and keeps the others", () => {
    const set = { plural: "goods" };
    const { uses } = change(before, { kind: "change", use: { resource: "product" }, set });
    expect(uses[0]?.with).toEqual({ resource_name: "product", fields: ["name:string"], ...set });
  });

  it("wrongly is a fault with the nearest one", () => {
    const { diagnostics } = change(before, {
      kind: "remove",
      use: { blueprint: "endpoint", resource: "prodcut" },
    });
    expect(diagnostics).toMatchObject([{ code: "unknown-use", suggestions: ["endpoint product"] }]);
  });

  it.each([
    ["prodct", "product"],
    ["endpont", "endpoint"],
  ])("in one word is a fault with the nearest resource or blueprint: %s", (resource, nearest) => {
    const { diagnostics } = change(before, { kind: "remove", use: { resource } });
    expect(diagnostics).toMatchObject([{ code: "unknown-use" }]);
    expect(diagnostics[0]?.suggestions?.[0]).toBe(nearest);
  });

  it("by a resource that several uses have is a fault that names them", () => {
    const both = manifest(endpoint("name:string"), { blueprint: "model-product", with: {} });
    const { uses, diagnostics } = change(both, { kind: "remove", use: { resource: "product" } });
    expect(uses).toEqual(both.uses);
    expect(diagnostics).toMatchObject([
      { code: "ambiguous-use", expected: "`endpoint product` or `model-product`" },
    ]);
  });

  it("lets changes build on one another", () => {
    const use = { blueprint: "endpoint", with: { resource_name: "tag" } };
    const { uses } = change(
      manifest(),
      { kind: "add", use },
      { kind: "remove", use: { resource: "tag" } },
    );
    expect(uses).toEqual([]);
  });
});
