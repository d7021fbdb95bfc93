import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holds, lookupIn, lookupPath } from "../../../src/language/lookup.ts";
import { fillPlaceholders, matchName, placeholders } from "../../../src/language/patterns.ts";

describe("matching a name against a pattern", () => {
  it.each([
    ["create-model-{resource}", "create-model-user", { resource: "user" }],
    ["create-model-{resource}", "create-model-order_line", { resource: "order_line" }],
    ["models/{resource}_model.py", "models/data_model_model.py", { resource: "data_model" }],
    ["{a}-{b}", "x-y", { a: "x", b: "y" }],
    ["{a}_{b}", "x_1_y", { a: "x_1", b: "y" }],
    ["{a}_{b}", "x_y_1", { a: "x", b: "y_1" }],
    ["{a}{b}", "ab", { a: "a", b: "b" }],
    ["{a}-{a}", "x-x", { a: "x" }],
    ["plain", "plain", {}],
    ["a.c", "a.c", {}],
  ])("%s takes %s", (pattern, name, bindings) => {
    expect({ ...matchName(pattern, name) }).toEqual(bindings);
    expect(matchName(pattern, name)).toBeDefined();
  });

  it.each([
    ["create-model-{resource}", "create-model-"],
    ["create-model-{resource}", "create-model-User"],
    ["create-model-{resource}", "create-model-2"],
    ["create-model-{resource}", "create-model-user-x"],
    ["{a}-{a}", "x-y"],
    ["{a}{b}", "a"],
    ["a.c", "abc"],
    ["plain", "plainer"],
    ["", "x"],
  ])("%s refuses %s", (pattern, name) => {
    expect(matchName(pattern, name)).toBeUndefined();
  });

  it("binds a placeholder named like a member of every object", () => {
    expect(matchName("{constructor}", "x")?.constructor).toBe("x");
    expect(matchName("{resource}", "x")?.toString).toBeUndefined();
  });

  it("does not slow down on a pattern made to be slow", () => {
    const start = performance.now();
    matchName(`${"{a}_".repeat(30)}-`, "a_".repeat(5_000));
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it("matches what filling the pattern gave", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/);
    fc.assert(
      fc.property(name, name, (a, b) => {
        const { text } = fillPlaceholders("x-{a}/{b}.py", lookupIn({ a, b }));
        expect({ ...matchName("x-{a}/{b}.py", text) }).toEqual({ a, b });
      }),
    );
  });
});

describe("placeholders", () => {
  it("are found with their offsets", () => {
    expect(placeholders("a {b} {c.d}")).toEqual([
      { path: "b", start: 2, end: 5 },
      { path: "c.d", start: 6, end: 11 },
    ]);
  });

  it.each(["{}", "{ a }", "{a", "{1}", "{a.}", '{"a":1}'])("are not found in %s", (text) => {
    expect(placeholders(text)).toEqual([]);
  });

  it("are filled with texts, numbers and booleans", () => {
    const data = { name: "shop", port: 80, on: false };
    expect(fillPlaceholders("{name}:{port}/{on}", lookupIn(data)).text).toBe("shop:80/false");
  });

  it("stay where they are, and are told, when there is nothing to print", () => {
    const data = { list: [1], nothing: null };
    expect(fillPlaceholders("{list} {nothing} {absent}", lookupIn(data))).toEqual({
      text: "{list} {nothing} {absent}",
      missing: ["list", "nothing", "absent"],
    });
  });

  it("are not filled a second time in what was filled in", () => {
    expect(fillPlaceholders("{a}", lookupIn({ a: "{b}", b: "no" })).text).toBe("{b}");
  });
});

describe("looking up a path", () => {
  it("goes through objects and lists", () => {
    expect(lookupPath({ a: [{ b: 1 }] }, "a.0.b")).toBe(1);
  });

  it.each(["constructor", "__proto__", "a.length", "text.length", "text.0", "a.map", "a.9"])(
    "finds nothing at %s",
    (path) => {
      expect(lookupPath({ a: [1], text: "t" }, path)).toBeUndefined();
    },
  );
});

describe("a condition", () => {
  it("holds where each path has its value", () => {
    expect(holds({ "a.b": 1, c: true }, lookupIn({ a: { b: 1 }, c: true }))).toBe(true);
    expect(holds({ "a.b": 1, c: true }, lookupIn({ a: { b: 1 }, c: false }))).toBe(false);
  });

  it("holds where a path has one of a list of values", () => {
    expect(holds({ type: ["ref", "refs"] }, lookupIn({ type: "refs" }))).toBe(true);
  });

  it("does not hold where a path leads nowhere", () => {
    expect(holds({ absent: null }, lookupIn({}))).toBe(false);
  });

  it("holds where it is empty", () => {
    expect(holds({}, lookupIn({}))).toBe(true);
  });
});
