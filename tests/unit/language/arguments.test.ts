import { describe, expect, it } from "vitest";
import { checkArgument } from "../../../src/language/arguments.ts";
import type { Parameter, ParameterType } from "../../../src/model/blueprint.ts";
import type { Json } from "../../../src/model/json.ts";

function parameter(members: Partial<Parameter> & { readonly type: ParameterType }): Parameter {
  return { required: false, description: "", ...members };
}

function pointers(value: Json, members: Partial<Parameter> & { readonly type: ParameterType }) {
  return checkArgument(value, parameter(members)).map(({ pointer }) => pointer);
}

describe("an argument", () => {
  it.each<[ParameterType, Json]>([
    ["string", "a"],
    ["integer", 1],
    ["number", 1.5],
    ["boolean", false],
    ["array", []],
    ["object", {}],
  ])("of type %s may be %j", (type, value) => {
    expect(pointers(value, { type })).toEqual([]);
  });

  it.each<[ParameterType, Json]>([
    ["string", 1],
    ["integer", 1.5],
    ["integer", "1"],
    ["number", "1"],
    ["boolean", "true"],
    ["array", {}],
    ["object", []],
    ["object", null],
  ])("of type %s is not %j", (type, value) => {
    expect(pointers(value, { type })).toEqual([""]);
  });

  it("is one of the values where there is a list of them", () => {
    expect(pointers("b", { type: "string", enum: ["a", "b"] })).toEqual([]);
    const [problem] = checkArgument("c", parameter({ type: "string", enum: ["a", "b"] }));
    expect(problem?.expected).toBe("one of `a`, `b`");
  });

  it("lies within its bounds", () => {
    const bounds = { type: "integer", minimum: 1, maximum: 5 } as const;
    expect([0, 1, 5, 6].map((value) => pointers(value, bounds).length)).toEqual([1, 0, 0, 1]);
  });

  it("has the form of its pattern", () => {
    expect(pointers("abc", { type: "string", pattern: "^[a-z]+$" })).toEqual([]);
    expect(pointers("ABC", { type: "string", pattern: "^[a-z]+$" })).toEqual([""]);
  });

  it("is refused where its pattern cannot be used, and the reason is told", () => {
    const [problem] = checkArgument("aa", parameter({ type: "string", pattern: "(a)\\1" }));
    expect(problem?.message).toContain("references back");
  });

  it("is judged item by item, and every fault is told", () => {
    const methods = { type: "array", items: { type: "string", enum: ["GET", "PUT"] } } as const;
    expect(pointers(["GET", "get", 5], methods)).toEqual(["/1", "/2"]);
  });

  it("that is a list of fields is left to the parser of fields", () => {
    const fields = { type: "array", items: { format: "field", type: "string" } } as const;
    expect(pointers(["a:int", { name: "b", type: "int" }], fields)).toEqual([]);
  });
});
