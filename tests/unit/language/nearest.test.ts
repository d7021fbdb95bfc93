import { describe, expect, it } from "vitest";
import { nearest } from "../../../src/language/nearest.ts";

describe("the nearest names", () => {
  it("are those that few edits lead to, likeliest first", () => {
    expect(nearest("produc", ["products", "product", "text"])).toEqual(["product", "products"]);
  });

  it("are found where a name was cut short or two letters changed places", () => {
    expect(nearest("uniq", ["unique", "index"])).toEqual(["unique"]);
    expect(nearest("nmae", ["name", "note"])).toEqual(["name"]);
  });

  it("are found where somebody stopped early", () => {
    expect(nearest("int", ["integer", "string"])).toEqual(["integer"]);
    expect(nearest("bo", ["boolean"])).toEqual([]);
  });

  it("do not mind case", () => {
    expect(nearest("GET", ["get", "put"])).toEqual(["get"]);
  });

  it("are at most three", () => {
    expect(nearest("name", ["nam1", "nam2", "nam3", "nam4"])).toHaveLength(3);
  });

  it("are none where nothing is plausible", () => {
    expect(nearest("banana", ["string", "text", "int"])).toEqual([]);
  });

  it("do not replace a whole short name", () => {
    expect(nearest("a", ["b", "c"])).toEqual([]);
  });

  it("are none for a name of absurd length", () => {
    expect(nearest("x".repeat(100_000), ["x".repeat(100_000 - 1)])).toEqual([]);
  });
});
