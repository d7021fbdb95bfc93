import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldFromJson, parseField, printField } from "../../../src/language/fields/index.ts";
import type { Json } from "../../../src/model/json.ts";
import { anyField } from "./field-arbitrary.ts";

const plain = { optional: false, unique: false, index: false };

describe("a field's short form", () => {
  it.each([
    ["sku:string", { name: "sku", type: "string" }],
    ["sku:string:1..120:unique", { name: "sku", type: "string", min: 1, max: 120, unique: true }],
    ["stock:int:0..", { name: "stock", type: "int", min: 0 }],
    ["level:int:..5:default=-3", { name: "level", type: "int", max: 5, default: -3 }],
    ["ratio:float:0.5..1.5", { name: "ratio", type: "float", min: 0.5, max: 1.5 }],
    [
      "price:decimal:10.2:default=9.90",
      { name: "price", type: "decimal", precision: 10, scale: 2, default: "9.90" },
    ],
    [
      "status:enum:draft,in-review:default=in-review",
      { name: "status", type: "enum", values: ["draft", "in-review"], default: "in-review" },
    ],
    [
      "owner:ref:person:set-null:optional",
      { name: "owner", type: "ref", resource: "person", onDelete: "set-null", optional: true },
    ],
    ["tags:refs:tag", { name: "tags", type: "refs", resource: "tag" }],
    ["body:text:renamed_from=content", { name: "body", type: "text", renamedFrom: "content" }],
    ["optional:ref:optional", { name: "optional", type: "ref", resource: "optional" }],
    ["note:string:default=a:b:unique", { name: "note", type: "string", default: "a:b:unique" }],
    ['extra:json:default={"a":[1]}', { name: "extra", type: "json", default: { a: [1] } }],
    ["extra:json:default=null", { name: "extra", type: "json", default: null }],
    ["name:string:default=", { name: "name", type: "string", default: "" }],
    [
      "at:datetime:default=0001-01-01T00:00:00.000001Z",
      { name: "at", type: "datetime", default: "0001-01-01T00:00:00.000001Z" },
    ],
    [
      "at:datetime:default=9999-12-31T21:59:59.999998-02:00",
      { name: "at", type: "datetime", default: "9999-12-31T21:59:59.999998-02:00" },
    ],
    ["emoji:string:..2:default=😀😀", { name: "emoji", type: "string", max: 2, default: "😀😀" }],
  ])("%s is read", (text, members) => {
    const { field, problems } = parseField(text);
    expect(problems).toEqual([]);
    expect({ ...field }).toEqual({ ...plain, ...members });
  });

  it("is read back from what is printed", () => {
    fc.assert(
      fc.property(anyField, (field) => {
        expect(parseField(printField(field))).toEqual({ field, problems: [] });
      }),
    );
  });

  it("never throws, whatever is given", () => {
    const part = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "name",
        "string",
        "int",
        "enum",
        "ref",
        "decimal",
        "json",
        "1..2",
        "..",
        "a,b",
      ),
      fc.constantFrom(
        "optional",
        "unique",
        "cascade",
        "default=",
        "default={",
        "10.2",
        "__proto__",
      ),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const { field, problems } = parseField(parts.join(":"));
        expect(field === undefined).toBe(problems.length > 0);
      }),
    );
  });

  it("is refused quickly where it is very long", () => {
    expect(parseField(`a:json:default=${"[".repeat(1_000_000)}`).problems[0]?.code).toBe(
      "invalid-field",
    );
  });
});

interface Fault {
  readonly field: Json;
  /** Codes and what they point at: the characters, or the JSON pointer. */
  readonly faults: readonly (readonly [string, string])[];
  readonly suggestions?: readonly string[];
}

describe("a faulty field", () => {
  const folder = new URL("./fixtures/field-faults/", import.meta.url);
  const cases = readdirSync(folder).flatMap((file) => {
    const faults: readonly Fault[] = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    return faults.map((fault) => [JSON.stringify(fault.field), fault] as const);
  });

  it.each(cases)("%s is told with its place", (_, { field, faults, suggestions }) => {
    const { problems } = typeof field === "string" ? parseField(field) : fieldFromJson(field);
    const found = problems.map(({ code, start, end, pointer }) => [
      code,
      pointer ?? String(field).slice(start, end),
    ]);
    expect(found).toEqual(faults);
    if (suggestions) expect(problems[0]?.suggestions).toEqual(suggestions);
  });
});

describe("a field's JSON form", () => {
  it("is read with its members in snake case", () => {
    const json = {
      name: "owner",
      type: "ref",
      resource: "person",
      on_delete: "cascade",
      renamed_from: "author",
    };
    expect(fieldFromJson(json).field).toEqual({
      ...plain,
      name: "owner",
      type: "ref",
      resource: "person",
      onDelete: "cascade",
      renamedFrom: "author",
    });
  });

  it("means the same as the short form", () => {
    fc.assert(
      fc.property(anyField, ({ onDelete, renamedFrom, ...members }) => {
        const json = { ...members, ...(onDelete ? { on_delete: onDelete } : {}) };
        const { field } = fieldFromJson(json as Json);
        expect(field && printField(field)).toBe(
          printField({ ...members, ...(onDelete ? { onDelete } : {}) }),
        );
      }),
    );
  });

  it("never throws, whatever is given", () => {
    const member = fc.constantFrom(
      "name",
      "type",
      "min",
      "values",
      "default",
      "__proto__",
      "on_delete",
    );
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom("int", "enum", "ref", "json"));
    fc.assert(
      fc.property(fc.dictionary(member, value), (json) => {
        const { field, problems } = fieldFromJson(json as Json);
        expect(field === undefined).toBe(problems.length > 0);
      }),
    );
  });
});
