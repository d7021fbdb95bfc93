import { describe, expect, it } from "vitest";
import type { Data } from "../../../src/model/graph.ts";
import type { Output } from "../../../src/model/output.ts";
import { recipeReader } from "../../../src/pipeline/render/recipe.ts";
import type { TemplateOutline } from "../../../src/ports.ts";

const DATA: Data = { fields: [{ name: "price", digits: 10 }], title: "Product", package: "shop" };

/** What one output is rendered from; its template reads `fields`. */
function recipeOf(
  data: Data,
  outline: TemplateOutline | null = { hash: "a", reads: { field: "all", fields: "all" } },
  avoid: readonly string[] = [],
): string | undefined {
  const output: Output = {
    path: "a.py",
    mode: 0o644,
    ownership: "managed",
    template: { kind: "file", path: "a.py" },
    data,
    avoid,
    place: { file: "blueprints/a.blueprint.json" },
    use: "a",
    blueprint: "a",
  };
  const templates = { find: () => null, outline: () => outline, overrides: () => [] };
  return recipeReader(templates)(output);
}

describe("the recipe of a text", () => {
  const recipe = recipeOf(DATA);

  it("is the same for equal data", () => {
    expect(recipe).toMatch(/^[0-9a-f]{64}$/);
    expect(recipeOf(structuredClone(DATA))).toBe(recipe);
  });

  it("is the same where only data has changed that the template does not read", () => {
    expect(recipeOf({ ...DATA, title: "Another" })).toBe(recipe);
  });

  it.each<[string, Data]>([
    ["a member deep down is another", { ...DATA, fields: [{ name: "price", digits: 12 }] }],
    ["a number becomes a text", { ...DATA, fields: [{ name: "price", digits: "10" }] }],
    ["members stand in another order", { ...DATA, fields: [{ digits: 10, name: "price" }] }],
    ["an item comes", { ...DATA, fields: [{ name: "price", digits: 10 }, {}] }],
    ["a list becomes an object", { ...DATA, fields: { 0: { name: "price", digits: 10 } } }],
    ["it is gone", { package: "shop" }],
    ["the package that imports are sorted for is another", { ...DATA, package: "store" }],
  ])("is another one where %s", (_, data) => {
    expect(recipeOf(data)).not.toBe(recipe);
  });

  it("is the same where only members of an object have changed that the template does not read", () => {
    const outline = { hash: "a", reads: { route: { path: "all", of: { name: "all" } } } } as const;
    const route = { path: "/a", of: { name: "a", size: 1 }, size: 1 };
    const read = recipeOf({ route }, outline);
    expect(recipeOf({ route: { ...route, of: { name: "a", size: 2 }, size: 2 } }, outline)).toBe(
      read,
    );
    const others = [
      { ...route, path: "/b" },
      { ...route, of: { name: "b" } },
      { ...route, of: {} },
      { ...route, of: ["a"] },
      { path: "/a" },
      "/a",
    ];
    const recipes = others.map((other) => recipeOf({ route: other }, outline));
    expect(new Set([read, ...recipes]).size).toBe(others.length + 1);
  });

  it("is another one for another template, and where other names are avoided", () => {
    expect(recipeOf(DATA, { hash: "b", reads: { fields: "all" } })).not.toBe(recipe);
    expect(recipeOf(DATA, undefined, ["price"])).not.toBe(recipe);
  });

  it("is another one where something has changed that a reference leads to", () => {
    const referring = (title: string): Data => {
      const field = { name: "product" };
      Object.defineProperty(field, "target", { value: { title }, enumerable: false });
      return { ...DATA, fields: [field] };
    };
    expect(recipeOf(referring("Product"))).toBe(recipeOf(referring("Product")));
    expect(recipeOf(referring("Another"))).not.toBe(recipeOf(referring("Product")));
  });

  it("counts all data where nobody knows what the template reads", () => {
    const all = { hash: "a", reads: null };
    expect(recipeOf({ ...DATA, title: "Another" }, all)).not.toBe(recipeOf(DATA, all));
  });

  it("is none where the template is not known", () => {
    expect(recipeOf(DATA, null)).toBeUndefined();
  });

  it("is none where the data leads back into itself", () => {
    const model: Data = { name: "product" };
    expect(recipeOf({ fields: [{ model: { ...model, parent: model } }] })).toBeDefined();
    model.parent = { children: [model] };
    expect(recipeOf({ fields: [{ model }] })).toBeUndefined();
  });

  it("is told of references that lead as deep as there are resources", () => {
    let deep: Data = { name: "first" };
    for (let depth = 0; depth < 10_000; depth += 1) deep = { fields: [{ target: deep }] };
    expect(recipeOf({ fields: [deep] })).toBeDefined();
  });

  it("takes no longer for data that is shared a million times", () => {
    let shared: Data = { name: "product" };
    for (let depth = 0; depth < 40; depth += 1) shared = { left: shared, right: shared };
    expect(recipeOf({ fields: [shared] })).toBeDefined();
  });
});
