import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  kebabCase,
  pascalCase,
  plural,
  resourceNames,
  singular,
  snakeCase,
  words,
} from "../../../src/language/names.ts";

const snakeName = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(_[a-z0-9]{1,8}){0,3}$/);

describe("the forms of a resource's name", () => {
  it.each([
    ["user", "User", "users"],
    ["order_line", "OrderLine", "order_lines"],
    ["person", "Person", "people"],
    ["sales_person", "SalesPerson", "sales_people"],
    ["news", "News", "news"],
    ["data", "Data", "data"],
    ["series", "Series", "series"],
    ["status", "Status", "statuses"],
    ["user_2", "User2", "user_2s"],
    ["http_url", "HttpUrl", "http_urls"],
    ["constructor", "Constructor", "constructors"],
  ])("of %s are %s and %s", (resource, pascal, resources) => {
    expect(resourceNames(resource)).toMatchObject({ resource, Resource: pascal, resources });
  });

  it("take the plural that a person names", () => {
    expect(resourceNames("cow", "kine").resources).toBe("kine");
  });

  it("leave every name in snake case as it is", () => {
    fc.assert(fc.property(snakeName, (name) => resourceNames(name).resource === name));
  });
});

describe("changing case", () => {
  it.each(["OrderLine", "orderLine", "order-line", "order_line", "order line"])(
    "finds the words of %s",
    (name) => {
      expect([snakeCase(name), pascalCase(name), kebabCase(name), words(name)]).toEqual([
        "order_line",
        "OrderLine",
        "order-line",
        "order line",
      ]);
    },
  );

  it("keeps a run of capitals together", () => {
    expect(snakeCase("HTTPUrl")).toBe("http_url");
  });
});

describe("inflection", () => {
  it("gives back the singular of a plural", () => {
    expect(["tags", "people", "categories", "news"].map(singular)).toEqual([
      "tag",
      "person",
      "category",
      "news",
    ]);
  });

  it.each(["", "__proto__", "---"])("survives %j", (name) => {
    expect(typeof plural(name)).toBe("string");
  });
});
