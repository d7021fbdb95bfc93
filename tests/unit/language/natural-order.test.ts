import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareNatural } from "../../../src/language/natural-order.ts";

/** Texts of few characters, so that they often begin in the same way. */
const texts = fc.string({ unit: fc.constantFrom("a", "b", ".", "_", "0", "1", "2"), maxLength: 6 });

describe("the natural order", () => {
  it("has numbers as numbers, and is that of ruff's rule `I`", () => {
    const sorted = [
      "a",
      "a.b2",
      "a.b10",
      "a.c",
      "a007",
      "a02",
      "a07x",
      "a1_b",
      "a1b",
      "a2",
      "a10",
      "a_1",
    ];
    expect(sorted.toReversed().sort(compareNatural)).toEqual(sorted);
  });

  it("tells numbers apart that are too large for one", () => {
    const large = "9".repeat(400);
    expect(compareNatural(`a${large}1`, `a${large}2`)).toBeLessThan(0);
    expect(compareNatural("a9007199254740993b", "a9007199254740992c")).toBeGreaterThan(0);
  });

  it("is one of all texts: each has its place", () =>
    fc.assert(
      fc.property(texts, texts, texts, (a, b, c) => {
        expect(Math.sign(compareNatural(a, b))).toBe(0 - Math.sign(compareNatural(b, a)));
        expect(compareNatural(a, b) === 0).toBe(a === b);
        const [first = "", second = "", third = ""] = [a, b, c].sort(compareNatural);
        expect(compareNatural(first, second)).toBeLessThanOrEqual(0);
        expect(compareNatural(second, third)).toBeLessThanOrEqual(0);
        expect(compareNatural(first, third)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 5_000 },
    ));
});
