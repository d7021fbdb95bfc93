import fc from "fast-check";
import { check } from "prettier";
import { describe, expect, it } from "vitest";
import { textOf } from "./run-template.ts";

function markdown(text: string): string {
  return textOf("{{ text | markdown }}", { text });
}

describe("prose in Markdown", () => {
  it.each([
    ["A *starred* shop", "A \\*starred\\* shop"],
    ["snake_case, _stressed_", "snake_case, \\_stressed\\_"],
    ["<b>, a < b, <", "\\<b>, a < b, <"],
    ["R&D &amp; &", "R&D \\&amp; &"],
    ["C:\\new \\* end\\", "C:\\new \\\\\\* end\\\\"],
    ["[a](b) `c` ~~d~~", "\\[a](b) \\`c\\` \\~\\~d\\~\\~"],
    ["# no heading", "\\# no heading"],
    ["1. no list", "1\\. no list"],
    ['It\'s "quoted"', 'It\'s "quoted"'],
    ["two\n  lines", "two lines"],
  ])("%j is written %j", (text, written) => {
    expect(markdown(text)).toBe(written);
  });

  it("is in its final form", async () => {
    const characters = [..."ab1 _*`~<>[]()!#&;:|\\.-+='\"{}$/^@%?,"];
    const text = fc.string({ unit: fc.constantFrom(...characters), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, async (prose) => {
        const paragraph = markdown(`x${prose}x`);
        expect(await check(`# shop\n\n${paragraph}\n`, { parser: "markdown" })).toBe(true);
      }),
    );
  });
});

describe("a long text in Python", () => {
  it("becomes parts between which a line can be broken", () => {
    const text = `${"word ".repeat(15)}end`;
    expect(textOf("{{ text | python }}", { text })).toBe(`"${"word ".repeat(14)}" "word end"`);
  });

  it("is never broken within an escape, and says the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const whole = textOf("{{ [text] | python }}", { text: text.slice(0, 5) });
        expect(whole).not.toContain('" "');
        const parts = textOf("{{ text | python }}", { text }).slice(1, -1).split('" "');
        for (const part of parts) expect(part).toMatch(/^(?:\\(?:x..|u.{4}|U.{8}|.)|[^\\])*$/su);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(72);
      }),
    );
  });
});
