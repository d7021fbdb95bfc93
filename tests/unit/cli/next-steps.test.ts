import { describe, expect, it } from "vitest";
import { stepsFrom } from "../../../src/cli/next-steps.ts";

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
