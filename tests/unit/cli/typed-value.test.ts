import { describe, expect, it } from "vitest";
import { answerProblem, rangeText, readWord, readWords } from "../../../src/cli/typed-value.ts";
import type { Parameter } from "../../../src/model/blueprint.ts";
import type { Json } from "../../../src/model/json.ts";

describe("a word of the command line", () => {
  it.each<[string, Pick<Parameter, "type" | "items">, Json]>([
    ["3", { type: "integer" }, 3],
    ["three", { type: "integer" }, "three"],
    ["3,4", { type: "array", items: { type: "integer" } }, [3, 4]],
    ["3,x", { type: "array", items: { type: "number" } }, [3, "x"]],
    ["true,no", { type: "array", items: { type: "boolean" } }, [true, "no"]],
    ["a,b", { type: "array" }, ["a", "b"]],
    ["", { type: "array" }, []],
    ['{"a":1}', { type: "object" }, { a: 1 }],
    ['[{"a":1}]', { type: "array", items: { type: "object" } }, [{ a: 1 }]],
  ])("%s is read as %j", (word, parameter, value) => {
    expect(readWord(word, parameter)).toEqual(value);
  });

  it("is an item where a parameter takes all that are left", () => {
    expect(readWords(["3", "4"], { items: { type: "integer" } })).toEqual([3, 4]);
    expect(readWords(["a,b"], {})).toEqual(["a,b"]);
  });
});

describe("an answer", () => {
  const parameter: Parameter = { type: "integer", required: true, description: "", minimum: 1 };

  it("is refused before the next question where it does not fit", () => {
    expect(answerProblem("limit", parameter, "0")).toBe("`0` is too small: at least 1");
    expect(answerProblem("limit", parameter, "1")).toBeUndefined();
  });

  it("names a resource in any spelling that can be one", () => {
    const name: Parameter = { type: "string", required: true, description: "" };
    expect(answerProblem("resource_name", name, "1x")).toContain("`1x` is not in snake case");
    expect(answerProblem("resource_name", name, "BlogPost")).toBeUndefined();
  });
});

describe("what a parameter takes", () => {
  it.each([
    [{ enum: ["a", 1] }, "a, 1"],
    [{ items: { enum: ["GET", "PUT"] } }, "GET, PUT"],
    [{ minimum: 1, maximum: 9 }, "1 to 9"],
    [{ minimum: 1 }, "at least 1"],
    [{ maximum: 9 }, "at most 9"],
    [{}, undefined],
  ])("%j is %s", (parameter, text) => {
    expect(rangeText(parameter)).toBe(text);
  });
});
