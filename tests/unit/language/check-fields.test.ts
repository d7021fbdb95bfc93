import { describe, expect, it } from "vitest";
import { checkFields, checkResource, parseField } from "../../../src/language/fields/index.ts";
import { resourceNames } from "../../../src/language/names.ts";
import { target } from "./target-fixture.ts";

function check(resource: string, ...texts: readonly string[]) {
  const fields = texts.flatMap((text) => parseField(text).field ?? []);
  expect(fields).toHaveLength(texts.length);
  return checkFields(fields, { target, resource: resourceNames(resource) });
}

function faults(resource: string, ...texts: readonly string[]) {
  return check(resource, ...texts).map(({ code, index }) => [code, index]);
}

describe("the fields of a resource", () => {
  it("may be many", () => {
    expect(faults("product", "name:string", "owner:ref:person", "tags:refs:tag")).toEqual([]);
  });

  it("are no more than a database takes columns", () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `f${at}:int`);
    expect(faults("product", ...many(1_000))).toEqual([]);
    expect(faults("product", ...many(1_001))).toEqual([["value-out-of-bounds", 1_000]]);
  });

  it("are named once", () => {
    expect(faults("product", "name:string", "sku:int", "name:text")).toEqual([
      ["duplicate-field", 2],
    ]);
  });

  it("are not named by a keyword", () => {
    const [problem] = check("product", "class:string");
    expect(problem).toMatchObject({
      code: "keyword-name",
      suggestions: ["product_class", "class_value"],
    });
  });

  it("are not named as the framework names its things, and the reason is told", () => {
    const [problem] = check("product", "metadata:json");
    expect(problem?.code).toBe("reserved-name");
    expect(problem?.message).toContain("the tables keep theirs there");
    expect(problem?.suggestions).toContain("product_metadata");
  });

  it("own the attribute of a reference, which may be reserved too", () => {
    expect(faults("car", "model:ref:design")).toEqual([["reserved-name", 0]]);
  });

  it.each([
    ["the column of a reference", ["product:ref:product", "product_id:uuid"]],
    ["the identifiers of references", ["tags:refs:tag", "tag_ids:json"]],
    [
      "the other side of a reference to itself",
      ["parent:ref:category:optional", "categories_by_parent:int"],
    ],
  ])("clash with %s", (_, texts) => {
    expect(faults("category", ...texts)).toEqual([["clashing-field", 1]]);
  });

  it.each([
    ["an association table", ["distinguished_members_and_guests_of_it:refs:person"]],
    [
      "the other side of a reference",
      ["chairman_of_the_whole_supervisory_board:ref:person", "deputy:ref:person"],
    ],
  ])("make no name of %s that is too long", (_, texts) => {
    const [problem, ...others] = check("administrative_subcommittee", ...texts);
    expect(problem).toMatchObject({ code: "invalid-name", index: 0 });
    expect(problem?.expected).toContain("characters for the field");
    expect(problem?.suggestions?.[0]).toMatch(/^(?:distinguished_members|chairman_of_the)/);
    expect(others).toEqual([]);
  });

  it("do not clash with the other side of a reference to another resource", () => {
    expect(faults("review", "product:ref:product", "reviews:int")).toEqual([]);
  });

  it("are renamed from a field that is gone", () => {
    expect(faults("product", "title:string:renamed_from=name", "name:string")).toEqual([
      ["clashing-field", 0],
    ]);
    expect(faults("product", "a:int:renamed_from=c", "b:int:renamed_from=c")).toEqual([
      ["clashing-field", 1],
    ]);
  });

  it("say where a new one cannot have the first name of another", () => {
    const [problem] = check("product", "title:string:renamed_from=name", "name:int");
    expect(problem?.expected).toContain("another name than `name` for the other one");
  });

  it("may swap their names", () => {
    expect(faults("product", "a:int:renamed_from=b", "b:int:renamed_from=a")).toEqual([]);
  });
});

describe("the name of a resource", () => {
  const codes = (resource: string, plural?: string) => {
    const problem = checkResource(resourceNames(resource, plural), target, resource);
    return problem ? [problem.code] : [];
  };

  it.each(["person", "news", "data", "user_2", "constructor"])("may be %s", (name) => {
    expect(codes(name)).toEqual([]);
  });

  it("is no keyword and not reserved", () => {
    expect([codes("class"), codes("base")]).toEqual([["keyword-name"], ["reserved-name"]]);
  });

  it("has a plural that may be a little longer than it", () => {
    expect(codes("r".repeat(28), "p".repeat(32))).toEqual([]);
    expect(codes("r".repeat(29), "p".repeat(33))).toEqual(["invalid-name"]);
    expect(codes("r".repeat(28), "p".repeat(33))).toEqual(["invalid-name"]);
  });

  it("and its plural have the form of a name; one fault is told of both", () => {
    expect([codes("1x"), codes("\u65e5\u672c"), codes("\u65e5x")]).toEqual(
      Array(3).fill(["invalid-name"]),
    );
    expect(codes("cow", "")).toEqual(["invalid-name"]);
  });
});
