import { describe, expect, it } from "vitest";
import { stepsFrom, stepsToDecide } from "../../../src/cli/next-steps.ts";

describe("stepsFrom", () => {
  it.each([
    ["/home/me", "/home/me/shop", "cd shop"],
    ["/home/me/shop/src", "/home/me/shop", "cd .."],
    ["/home/me", "/home/me/a b", "cd 'a b'"],
    ["/home/me", "/home/me/it's", "cd 'it'\\''s'"],
    ["/home/me", "/home/me/-x", "cd ./-x"],
  ])("leads from %s to %s", (from, root, way) => {
    expect(stepsFrom(from, root, ["scaffold plan"])).toEqual([way, "scaffold plan"]);
  });

  it("leads nowhere where the user is there already", () => {
    expect(stepsFrom("/home/me/shop", "/home/me/shop", ["scaffold plan"])).toEqual([
      "scaffold plan",
    ]);
  });
});

describe("stepsToDecide", () => {
  it("names each file from where the user stands", () => {
    expect(stepsToDecide("/home/me/shop/src", "/home/me/shop", ["src/a.py", "b c.md"])).toEqual([
      "decide the conflicts between markers in a.py",
      "decide the conflicts between markers in '../b c.md'",
    ]);
  });
});
