import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldData, parseField } from "../../../src/language/fields/index.ts";
import { valueFault } from "../../../src/language/fields/values.ts";
import { resourceNames } from "../../../src/language/names.ts";
import type { Field } from "../../../src/model/field.ts";
import type { Data } from "../../../src/model/graph.ts";
import type { Json } from "../../../src/model/json.ts";
import { anyField } from "./field-arbitrary.ts";
import { target } from "./target-fixture.ts";

function read(text: string): Field {
  const { field, problems } = parseField(text);
  if (!field) throw new Error(problems[0]?.message);
  return field;
}

function dataOf(resource: string, ...texts: readonly string[]) {
  const siblings = texts.map(read);
  return siblings.map((field) =>
    fieldData(field, { target, siblings, resource: resourceNames(resource) }),
  );
}

function only(resource: string, text: string): Data {
  const [data] = dataOf(resource, text);
  if (!data) throw new Error(text);
  return data;
}

function refusedBy(data: Data): readonly Json[] {
  return (data.invalid_examples as readonly { value: Json }[]).map(({ value }) => value);
}

describe("what a template sees of a field", () => {
  it("has every member, null where there is nothing, and inherits none", () => {
    const data = only("product", "sku:string");
    expect(data).toMatchObject({
      name: "sku",
      type: "string",
      optional: false,
      default: null,
      has_default: false,
      min: null,
      max: 255,
      precision: null,
      scale: null,
      values: null,
      resource: null,
      on_delete: null,
      renamed_from: null,
      wide: false,
      scarce: false,
      few_values: null,
      attribute: "sku",
      relation: null,
      reverse: null,
      target: null,
      native: { annotation: "str", contributes: [] },
    });
    expect(Object.getPrototypeOf(data)).toBeNull();
  });

  it("has the same members for every type", () => {
    fc.assert(
      fc.property(anyField, (field) => {
        const context = { target, siblings: [field], resource: resourceNames("thing") };
        const members = Object.keys(only("product", "sku:string"));
        expect(Object.keys(fieldData(field, context))).toEqual(members);
      }),
    );
  });

  it("tells a default of null from none", () => {
    expect(only("a", "extra:json:default=null").has_default).toBe(true);
    expect(only("a", "extra:json").has_default).toBe(false);
  });

  it("tells that an int needs 64 bits", () => {
    expect(only("a", "n:int:0..3000000000").wide).toBe(true);
    expect(only("a", "n:int:0..2147483647").wide).toBe(false);
  });
});

describe("a unique field", () => {
  it.each([
    ["n:int:1..3:unique", 3],
    ["n:int:0..98:unique:optional", 99],
    ["n:int:2147483640..:unique", 8],
    ["n:int:..-2147483640:unique", 9],
    ["d:decimal:1.1:unique", 10],
    ["s:string:..1:unique", 10],
  ])("is scarce where tests could use up its values: %s", (text, values) => {
    expect(only("a", text)).toMatchObject({ scarce: true, few_values: values });
  });

  it.each([
    ...["n:int:0..99:unique", "n:int:1..:unique", "n:int:..3:unique", "n:int:9000000000..:unique"],
    ...["d:decimal:2.1:unique", "s:string:..2:unique", "s:string:unique", "x:float:0..1:unique"],
    ...["token:uuid:unique", "day:date:unique", "other:ref:b:unique"],
  ])("is not scarce where there is a value for each row: %s", (text) => {
    expect(only("a", text)).toMatchObject({ scarce: false, few_values: null });
  });

  it("is scarce only if it is unique", () => {
    expect(only("a", "n:int:1..3")).toMatchObject({ scarce: false, few_values: null });
  });
});

describe("the names of a reference", () => {
  it("are its column, its relationship, and the plural on the other side", () => {
    expect(only("review", "product:ref:product")).toMatchObject({
      attribute: "product_id",
      relation: "product",
      reverse: "reviews",
      on_delete: "restrict",
    });
  });

  it("are in the singular for the identifiers of many", () => {
    expect(only("product", "categories:refs:category")).toMatchObject({
      attribute: "category_ids",
      relation: "categories",
      reverse: "products",
    });
  });

  it("tell two references to one resource apart", () => {
    const data = dataOf("post", "author:ref:person", "editor:ref:person", "blog:ref:blog");
    expect(data.map((field) => field.reverse)).toEqual([
      "posts_by_author",
      "posts_by_editor",
      "posts",
    ]);
  });

  it("tell the two sides of a reference to itself apart", () => {
    expect(only("category", "parent:ref:category:optional").reverse).toBe("categories_by_parent");
  });
});

describe("examples", () => {
  const context = { target, resource: resourceNames("thing") };

  it("are two different values that the field takes", () => {
    fc.assert(
      fc.property(anyField, (field) => {
        const data = fieldData(field, { ...context, siblings: [field] });
        const examples = [data.example, data.other_example] as Json[];
        expect(examples.map((value) => valueFault(value, field))).toEqual([undefined, undefined]);
        expect(examples[0]).not.toEqual(examples[1]);
      }),
      { numRuns: 1_000 },
    );
  });

  it("are never the default where the type has a third value", () => {
    const isSmall = ({ type, values = [] }: Field) =>
      type === "bool" || (type === "enum" && values.length < 3);
    fc.assert(
      fc.property(anyField, (field) => {
        const data = fieldData(field, { ...context, siblings: [field] });
        expect(data.example).not.toEqual(field.default ?? Symbol("none"));
        if (!isSmall(field))
          expect(data.other_example).not.toEqual(field.default ?? Symbol("none"));
      }),
    );
  });

  it.each([
    "s:string:1..1:default=E",
    "n:int:1..3:default=1",
    "n:int:..0",
    "n:float:0..0.001",
    "d:decimal:1.1",
    "d:decimal:1.0",
    "s:string:200..200",
  ])("exist for %s", (text) => {
    const field = read(text);
    const data = fieldData(field, { ...context, siblings: [field] });
    expect(data.example).not.toEqual(data.other_example);
  });

  it("of what is refused are refused", () => {
    fc.assert(
      fc.property(anyField, (field) => {
        const data = fieldData(field, { ...context, siblings: [field] });
        for (const value of refusedBy(data)) {
          expect(valueFault(value, field), JSON.stringify(value)).toBeDefined();
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("of what is refused hold null only where null is refused", () => {
    expect(refusedBy(only("a", "name:string"))).toContain(null);
    expect(refusedBy(only("a", "name:string:optional"))).not.toContain(null);
  });
});
