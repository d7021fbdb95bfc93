import { describe, expect, it } from "vitest";
import { pointAtCommandLine } from "../../../src/cli/command-line.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";

/** The call with what is pointed at in brackets, where a value of the manifest is at fault. */
function pointed(call: string, value: string, within?: { start: number; end: number }): string {
  const fault: Diagnostic = {
    code: "bad-argument",
    severity: "error",
    message: "It is wrong",
    place: { file: "scaffold.json", pointer: "/value", ...(within ? { within } : {}) },
  };
  const [found] = pointAtCommandLine([fault], {
    manifestFile: "scaffold.json",
    manifestText: JSON.stringify({ value }),
    words: call.split(" "),
  });
  const { text, range } = found?.place ?? {};
  if (text === undefined || !range) return "not typed";
  const [start, end] = [range.start.column - 1, range.end.column - 1];
  const line = `${text.slice(0, start)}[${text.slice(start, end)}]${text.slice(end)}`;
  return line.slice("scaffold ".length);
}

describe("pointAtCommandLine", () => {
  it.each([
    ["endpoint --type crud in title:string", "in", "endpoint --type crud [in] title:string"],
    ["model model name:string", "model", "model [model] name:string"],
    ["endpoint --type crud crud", "crud", "endpoint --type crud [crud]"],
    ["model a --fields in:int,as:int", "as:int", "model a --fields in:int,[as:int]"],
    ["model a --plural=in", "in", "model a --plural=[in]"],
    ["new ../class", "class", "new [../class]"],
    ["endpoint --type crud x", "point", "not typed"],
  ])(
    "of `%s` points at `%s` where it was typed as a word or a part of one",
    (call, value, line) => {
      expect(pointed(call, value)).toBe(line);
    },
  );

  it("points at a part of the value", () => {
    expect(pointed("model a b:strin", "b:strin", { start: 2, end: 7 })).toBe("model a b:[strin]");
  });

  it("counts past words that have to be quoted", () => {
    expect(pointed("model --description ;) in", "in")).toBe("model --description ';)' [in]");
  });
});
