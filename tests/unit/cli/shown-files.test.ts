import { describe, expect, it } from "vitest";
import { showFiles } from "../../../src/cli/shown-files.ts";
import type { Place } from "../../../src/model/diagnostic.ts";

function shown(place: Place) {
  const fault = { code: "usage", severity: "error", message: "It is wrong", place } as const;
  const { diagnostics, original } = showFiles([fault], {
    root: "/home/me/shop",
    workingFolder: "/home/me/shop/src",
  });
  const file = diagnostics[0]?.place?.file ?? "";
  return { file, original: original(file) };
}

describe("showFiles", () => {
  it("names a file from where the user stands, and knows it again", () => {
    expect(shown({ file: "scaffold.json" })).toEqual({
      file: "../scaffold.json",
      original: "scaffold.json",
    });
  });

  it.each([["/tmp/bad.json"], ["built-in:blueprints/a.blueprint.json"]])("leaves %s", (file) => {
    expect(shown({ file })).toEqual({ file, original: file });
  });

  it("leaves what is no file", () => {
    expect(shown({ file: "<command line>", text: "scaffold x" }).file).toBe("<command line>");
  });
});
