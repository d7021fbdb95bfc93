import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  packageReason,
  parseTarget,
  reservedReason,
  TargetError,
} from "../../../src/language/target.ts";
import { target, targetDocument } from "./target-fixture.ts";

describe("a target", () => {
  it("has the rows of its type table, each with a list of contributions", () => {
    expect({ ...target.types.string }).toEqual({ annotation: "str", contributes: [] });
    expect(target.types.email?.contributes[0]?.slot).toBe("project.requirements");
  });

  it("has no row for a type that the table leaves out", () => {
    expect(target.types.json).toBeUndefined();
  });

  it.each([
    ["/name", { name: 5 }],
    ["/keywords/0", { keywords: [5] }],
    ["/reserved/fields/id", { reserved: { fields: { id: 5 }, resources: {}, packages: {} } }],
    ["/types/strng", { types: { strng: {} } }],
    ["/types/string/contributes/0/slot", { types: { string: { contributes: [{}] } } }],
  ])("says that %s is wrong", (pointer, change) => {
    const parse = () => parseTarget({ ...targetDocument, ...change });
    expect(parse).toThrow(TargetError);
    expect(parse).toThrow(`\`${pointer}\``);
  });

  it("ships for fastapi in a form that loads", () => {
    const file = new URL("../../../templates/fastapi/target.json", import.meta.url);
    const fastapi = parseTarget(JSON.parse(readFileSync(file, "utf8")));
    expect(fastapi.standardLibrary).toContain("decimal");
    expect(fastapi.keywords).toContain("class");
    for (const used of ["property", "classmethod", "str"]) {
      expect(reservedReason(fastapi.reserved.fields, used), used).toContain("class");
    }
  });
});

describe("a reserved name", () => {
  it("may stand for all that begin alike", () => {
    expect(reservedReason(target.reserved.fields, "model_id")).toBe("pydantic");
    expect(reservedReason(target.reserved.fields, "model")).toBeUndefined();
  });

  it("is never inherited", () => {
    expect(reservedReason(target.reserved.fields, "constructor")).toBeUndefined();
  });
});

describe("the name of a package", () => {
  it.each(["datetime", "fastapi", "tests", "con", "com1"])("cannot be %s", (name) => {
    expect(packageReason(name, target)).toBeTypeOf("string");
  });

  it("may be any other", () => {
    expect(packageReason("shop", target)).toBeUndefined();
  });
});
