import { describe, expect, it } from "vitest";
import { isPlanId, planFileWord } from "../../../src/cli/plan-word.ts";

describe("planFileWord", () => {
  it.each([
    ["shop.plan", "shop.plan"],
    ["plans/abcdef123456", "plans/abcdef123456"],
    ["abcdef123456", "./abcdef123456"],
    ["-x.plan", "./-x.plan"],
  ])("names the file %s as %s, which is no id and no option", (file, word) => {
    expect(planFileWord(file)).toBe(word);
    expect(isPlanId(word)).toBe(false);
  });
});
