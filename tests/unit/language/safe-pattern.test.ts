import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePattern } from "../../../src/language/safe-pattern.ts";

function matches(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  if ("problem" in compiled) throw new Error(compiled.problem);
  return compiled.matches(text);
}

describe("a pattern", () => {
  it("means what it means in JavaScript", () => {
    const atom = fc.constantFrom(
      "a",
      "b",
      ".",
      "[ab]",
      "[^a]",
      "\\d",
      "\\w",
      "(a|b)",
      "(?:ab|)",
      "(a*)",
      "\\.",
      "^",
      "$",
      "()",
    );
    const count = fc.constantFrom("", "*", "+", "?", "{2}", "{1,}", "{0,2}", "+?", "{0}");
    const isAnchor = (text: string) => text === "^" || text === "$";
    const piece = fc.tuple(atom, count).map(([a, b]) => (isAnchor(a) ? a : a + b));
    const pattern = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
    const alternatives = fc
      .array(pattern, { minLength: 1, maxLength: 3 })
      .map((all) => all.join("|"));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "1", ".", "\n", "😀"), maxLength: 8 });
    fc.assert(
      fc.property(alternatives, text, (source, value) => {
        expect(matches(source, value)).toBe(new RegExp(source, "u").test(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    "^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$",
    "^(a+)+$",
    "\\p{L}+",
    "[\\]\\-a]",
    "\\u{1F600}",
    "\\x41",
  ])("may be %s", (pattern) => {
    expect(compilePattern(pattern)).toHaveProperty("matches");
  });

  it.each([
    ["(", "regular expression"],
    ["(a)\\1", "references back"],
    ["(?<n>a)\\k<n>", "`(?`"],
    ["(?=a)", "`(?`"],
    ["(?<!a)b", "`(?`"],
    ["a\\b", "word boundaries"],
    ["a{1000}", "too much"],
    ["((a{99}){99}){99}", "too much"],
    ["((((){9999}){9999}){9999}){9999}", "too much"],
    ["a{99999}", "9999 times"],
    ["a".repeat(501), "longer than"],
  ])("is not %s", (pattern, reason) => {
    const compiled = compilePattern(pattern);
    expect("problem" in compiled && compiled.problem).toContain(reason);
  });

  it.each(["^(a+)+$", "^(a|a)*b$", "^(a|aa)+$", "a*a*a*a*a*a*b", "(.*)*x", "(a?){300}a{300}"])(
    "%s is soon done with a text made to hang it",
    (pattern) => {
      const start = performance.now();
      expect(matches(pattern, `${"a".repeat(1_990)}!`)).toBe(pattern === "(a?){300}a{300}");
      expect(performance.now() - start).toBeLessThan(2_000);
    },
  );

  it("matches no text that is too long", () => {
    expect(matches("a", "a".repeat(2_001))).toBe(false);
  });
});
