import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { processCaller } from "../../src/cli/caller.ts";
import { openEngine, portsFactory } from "../../src/cli/ports.ts";
import { preview } from "../../src/engine.ts";
import { printField } from "../../src/language/fields/index.ts";
import type { Field } from "../../src/model/field.ts";
import type { Manifest, Use } from "../../src/model/manifest.ts";
import { emptyFolder } from "../support/scaffold.ts";
import { anyField } from "../unit/language/field-arbitrary.ts";

/** Faults of names, which the random names of a valid field may have all the same. */
const OF_NAMES = new Set(["reserved-name", "keyword-name", "duplicate-field", "clashing-field"]);

const ports = portsFactory(openEngine({ packageRoot: resolve("."), version: "1.0.0" }), {
  caller: processCaller(),
  words: [],
  sync: true,
})(emptyFolder());

function endpoint(resource: string, fields: readonly Field[]): Use {
  return {
    blueprint: "endpoint-crud",
    with: { resource_name: resource, fields: fields.map(printField) },
  };
}

/** Lets a field refer to one of the resources that there are; required circles are avoided. */
function pointAt(field: Field, resources: readonly string[]): Field {
  if (field.resource === undefined) return field;
  const target = resources[field.resource.length % resources.length] ?? "alpha";
  return { ...field, resource: target, optional: field.type === "ref" ? true : field.optional };
}

const RESOURCES = ["alpha_item", "beta", "gamma_2"];

const anyManifest: fc.Arbitrary<Manifest> = fc
  .array(fc.array(anyField, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 3 })
  .map((lists) => {
    const resources = RESOURCES.slice(0, lists.length);
    const uses = lists.map((fields, index) =>
      endpoint(
        resources[index] ?? "",
        fields.map((field) => pointAt(field, resources)),
      ),
    );
    return {
      scaffold: "^1",
      target: "fastapi",
      project: { name: "shop", package: "shop", python: ">=3.11", database: "sqlite" },
      uses: [{ blueprint: "create-project", with: {} }, ...uses],
    };
  });

describe("any valid manifest", () => {
  it("generates Python that parses, or is refused for its names alone", async () => {
    await fc.assert(
      fc.asyncProperty(anyManifest, async (manifest) => {
        const { value, diagnostics } = await preview({ changes: [], manifest }, ports);
        const codes = diagnostics.map(({ code }) => code);
        if (codes.some((code) => OF_NAMES.has(code))) return;
        expect(diagnostics).toEqual([]);
        expect(value?.changeSet.files.some(({ path }) => path.endsWith("_routes.py"))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});
