import { describe, expect, it } from "vitest";
import { fieldData, parseField } from "../../../src/language/fields/index.ts";
import { fillValue } from "../../../src/language/fill-value.ts";
import { lookupIn } from "../../../src/language/lookup.ts";
import { resourceNames } from "../../../src/language/names.ts";
import { target } from "./target-fixture.ts";

describe("filling a JSON value", () => {
  it("gives the data itself where a string is one placeholder", () => {
    const data = { methods: ["GET"], auth: true, none: null };
    const { value } = fillValue({ a: "{methods}", b: ["{auth}"], c: "{none}" }, lookupIn(data));
    expect(JSON.stringify(value)).toBe('{"a":["GET"],"b":[true],"c":null}');
  });

  it("tells every placeholder that has no value", () => {
    expect(fillValue(["{a}", "x{b}"], lookupIn({})).missing).toEqual(["a", "b"]);
  });

  it("hands on the fields of a large resource", () => {
    const field = parseField("name:string:1..120").field;
    if (!field) throw new Error("the test's field has a fault");
    const resource = resourceNames("product");
    const fields = Array.from({ length: 1_000 }, () =>
      fieldData(field, { target, siblings: [field], resource }),
    );
    expect(fillValue("{fields}", lookupIn({ fields })).missing).toEqual([]);
  });

  it("hands on no data that is cyclic", () => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    expect(fillValue("{data}", lookupIn({ data: cyclic })).missing).toEqual(["data"]);
  });

  it("keeps a key named __proto__ as a plain member", () => {
    const { value } = fillValue(JSON.parse('{"__proto__":"{a}"}'), lookupIn({ a: 1 }));
    expect(JSON.stringify(value)).toBe('{"__proto__":1}');
  });

  it("gives an entry of a list for each item that a rule is for", () => {
    const rule = { each: "fields", when: { "item.kind": "a" }, value: { n: "{item.name}{x}" } };
    const fields = [
      { name: "one", kind: "a" },
      { name: "two", kind: "b" },
      { name: "three", kind: "a" },
    ];
    const { value } = fillValue(["first", rule, "{x}"], lookupIn({ fields, x: 1 }));
    expect(JSON.stringify(value)).toBe('["first",{"n":"one1"},{"n":"three1"},1]');
  });

  it("gives an entry of a list only where its condition holds", () => {
    const rule = (on: boolean) => ({ when: { on }, value: "{on}" });
    const { value } = fillValue([rule(true), rule(false)], lookupIn({ on: true }));
    expect(value).toEqual([true]);
  });

  it("takes an object with a value and other members for itself", () => {
    const list = [{ value: 1 }, { value: 1, when: {}, more: 2 }];
    expect(JSON.stringify(fillValue(list, lookupIn({})).value)).toBe(JSON.stringify(list));
  });
});
