import { describe, expect, it } from "vitest";
import { joinJson } from "../../../src/language/join-json.ts";
import type { Json } from "../../../src/model/json.ts";

function join(ours: Json, theirs: Json, ancestor?: Json) {
  const joined = joinJson({ ours, theirs, ancestor });
  return joined.ok ? JSON.parse(JSON.stringify(joined.value)) : joined;
}

describe("what two branches made of one value", () => {
  it("holds the members of both", () => {
    expect(join({ a: 1, b: 2 }, { a: 1, c: 3 })).toEqual({ a: 1, b: 2, c: 3 });
  });

  it("holds the items of both lists, each once, ours first", () => {
    expect(join(["a:int", "b:int"], ["a:int", "c:int"])).toEqual(["a:int", "b:int", "c:int"]);
  });

  it("knows a use by its blueprint and its resource", () => {
    const use = (fields: readonly string[]) => ({
      blueprint: "endpoint-crud",
      with: { resource_name: "product", fields },
    });
    expect(join([use(["a:int", "b:int"])], [use(["a:int", "c:int"])])).toEqual([
      use(["a:int", "b:int", "c:int"]),
    ]);
  });

  it.each<[string, Json]>([
    ["its short form", "b:int:renamed_from=a"],
    ["its other form", { name: "b", type: "int", renamed_from: "a" }],
  ])("knows a field that one of them renamed by its first name, in %s", (_, renamed) => {
    expect(join([renamed], ["a:int", "c:int"])).toEqual([renamed, "c:int"]);
    expect(join(["a:int", "c:int"], [renamed])).toEqual([renamed, "c:int"]);
    expect(join(["a:int", "c:int"], [renamed], ["a:int"])).toEqual([renamed, "c:int"]);
  });

  it("knows two fields that took each other's name", () => {
    const swapped = ["b:int:renamed_from=a", "a:text:renamed_from=b"];
    expect(join(swapped, ["a:int", "b:text", "c:int"])).toEqual([...swapped, "c:int"]);
  });

  it.each(["a:text", "c:int:renamed_from=a"])(
    "cannot be joined where one renamed a field and the other made `%s` of it",
    (changed) => {
      expect(join(["b:int:renamed_from=a"], [changed])).toEqual({ ok: false, pointer: "/0" });
    },
  );

  it("cannot be joined where both changed one value", () => {
    expect(join({ fields: ["a:int"] }, { fields: ["a:text"] })).toEqual({
      ok: false,
      pointer: "/fields/0",
    });
  });

  it("names the place of what cannot be joined, also where only the other side has it", () => {
    const [former, changed] = [
      ["a:int", "b:int"],
      ["a:int", "b:text"],
    ];
    expect(join(["a:int"], changed, former)).toEqual({ ok: false, pointer: "/1" });
  });

  it("knows a text with a colon that is no field by all of it", () => {
    const [a, b, c] = ["https://a.example", "https://b.example", "https://c.example"];
    expect(join([c, a], [a, b], [a])).toEqual([c, a, b]);
    expect(join([a, b], [b])).toEqual([a, b]);
  });

  it.each([
    ["fields", "a:int", "a:text", "b:int"],
    ["objects", { name: "a", x: 1 }, { name: "a", x: 2 }, { name: "b" }],
  ])("knows %s of one name by all of them", (_, one, other, more) => {
    expect(join([one, other], [one, other, more])).toEqual([one, other, more]);
    expect(join([other, one], [one, more], [one])).toEqual([other, one, more]);
  });

  it("keeps an item as many times as it stands there", () => {
    expect(join(["x", "x", "y"], ["x", "x", "z"], ["x", "x"])).toEqual(["x", "x", "y", "z"]);
    expect(join(["x", "x", "y"], ["x"], ["x", "x"])).toEqual(["x", "y"]);
  });

  it("keeps the change of one side where the ancestor shows that the other made none", () => {
    expect(join({ a: 1 }, { a: 2 }, { a: 1 })).toEqual({ a: 2 });
    expect(join({ a: 2 }, { a: 1 }, { a: 1 })).toEqual({ a: 2 });
  });

  it("lets go of what one side took away, where the ancestor shows that it had it", () => {
    expect(join(["a"], ["a", "b"], ["a", "b"])).toEqual(["a"]);
  });

  it("cannot be joined where one side took away what the other changed", () => {
    expect(join({ x: 1 }, { x: 1, b: 3 }, { x: 1, b: 2 })).toEqual({ ok: false, pointer: "/b" });
  });

  it("keeps a member named __proto__ as a plain one", () => {
    const ours: Json = JSON.parse('{"__proto__":1}');
    expect(JSON.stringify(joinJson({ ours, theirs: { a: 1 }, ancestor: undefined }))).toBe(
      '{"ok":true,"value":{"__proto__":1,"a":1}}',
    );
  });
});
