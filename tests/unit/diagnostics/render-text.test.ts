import { describe, expect, it } from "vitest";
import { fault } from "../../../src/diagnostics/catalogue.ts";
import { renderText } from "../../../src/diagnostics/render-text.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";

function span(line: number, start: number, end: number, endLine = line) {
  return { start: { line, column: start }, end: { line: endLine, column: end } };
}

function diagnosticAt(
  range: ReturnType<typeof span>,
  details: Partial<Diagnostic> = {},
): Diagnostic {
  return {
    ...fault("wrong-type", { message: "It is wrong", place: { file: "a.json", range } }),
    ...details,
  };
}

/** The rows of a text with one diagnostic, without its head and the counting line. */
function rows(text: string, diagnostic: Diagnostic): readonly string[] {
  return renderText([diagnostic], { sourceOf: () => text })
    .split("\n")
    .slice(1, -3);
}

/** The line of code and what is under it. */
function frame(text: string, start: number, end: number): readonly string[] {
  return rows(text, diagnosticAt(span(1, start, end))).slice(2);
}

describe("a diagnostic as text", () => {
  it("says what is wrong, where, and what was expected", () => {
    const diagnostic = diagnosticAt(span(2, 3, 6), { expected: "a list", help: "Write a list" });
    expect(renderText([diagnostic], { sourceOf: () => "{\n  abc\n}" })).toBe(
      [
        "error[wrong-type]: It is wrong",
        "  --> a.json:2:3",
        "   |",
        " 1 | {",
        " 2 |   abc",
        "   |   ^^^ expected a list",
        "   |",
        "   = help: Write a list",
        "",
        "1 error",
        "",
      ].join("\n"),
    );
  });

  it("asks whether a near name was meant", () => {
    const diagnostic = diagnosticAt(span(1, 1, 2), { suggestions: ["name", "named", "names"] });
    expect(rows("x", diagnostic).at(-1)).toBe("   | ^ did you mean `name`, `named` or `names`?");
  });

  it("gives the suggestion below where there is no frame", () => {
    const diagnostic = fault("wrong-type", { message: "m", suggestions: ["name"] });
    expect(renderText([diagnostic], { sourceOf: () => null })).toContain(
      "help: did you mean `name`?",
    );
  });

  it("gives a long expectation a line of its own", () => {
    const expected = "one of ".concat("`name`, ".repeat(20));
    expect(rows("x", diagnosticAt(span(1, 1, 2), { expected })).at(-1)).toBe(
      `   = expected: ${expected}`,
    );
  });

  it("shows related places in frames of their own", () => {
    const place = { file: "b.json", range: span(1, 1, 3) };
    const diagnostic = diagnosticAt(span(1, 1, 2), { related: [{ place, message: "first here" }] });
    expect(rows("xy", diagnostic).slice(4)).toEqual([
      "  ::: b.json:1:1",
      "   |",
      " 1 | xy",
      "   | -- first here",
    ]);
  });

  it("names a related place whose text cannot be had", () => {
    const diagnostic = diagnosticAt(span(1, 1, 2), {
      related: [{ place: { file: "built-in:x" }, message: "first here" }],
    });
    expect(rows("x", diagnostic).at(-1)).toBe("  ::: built-in:x first here");
  });

  it("shows the command line without line numbers", () => {
    const place = { file: "<command line>", text: "scaffold modl user", range: span(1, 10, 14) };
    const diagnostic = fault("wrong-type", { message: "m", place });
    expect(rows("", diagnostic)).toEqual([
      "  --> command line",
      "   |",
      "   | scaffold modl user",
      "   |          ^^^^",
    ]);
  });

  it("names the JSON pointer behind the position", () => {
    const place = { file: "a.json", pointer: "/uses/0", range: span(1, 1, 2) };
    const diagnostic = fault("wrong-type", { message: "m", place });
    expect(rows("x", diagnostic)[0]).toBe("  --> a.json:1:1 (/uses/0)");
  });

  it("widens the gutter for long line numbers", () => {
    const text = "\n".repeat(1233).concat("x");
    expect(rows(text, diagnosticAt(span(1234, 1, 2)))).toEqual([
      "    --> a.json:1234:1",
      "     |",
      "1234 | x",
      "     | ^",
    ]);
  });

  it("paints through the palette that it is given", () => {
    const paint = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const colors = {
      bold: paint("b"),
      red: paint("red"),
      yellow: paint("yellow"),
      blue: paint("blue"),
      cyan: paint("cyan"),
    };
    const text = renderText([diagnosticAt(span(1, 1, 2))], { sourceOf: () => "x", colors });
    expect(text).toContain("<red>error[wrong-type]</red><b>: It is wrong</b>");
    expect(text).toContain("<red>^</red>");
  });
});

describe("a code frame", () => {
  it("has its caret under the character behind tabs", () => {
    expect(frame("\t\tx", 3, 4)).toEqual([" 1 |         x", "   |         ^"]);
  });

  it("has its caret under the character behind wide ones", () => {
    expect(frame("日本x", 3, 4)).toEqual([" 1 | 日本x", "   |     ^"]);
  });

  it("underlines wide characters in full", () => {
    expect(frame("a日本b", 2, 4)).toEqual([" 1 | a日本b", "   |  ^^^^"]);
  });

  it("counts a combining mark as no column", () => {
    expect(frame("e\u0301x", 3, 4)).toEqual([" 1 | e\u0301x", "   |  ^"]);
  });

  it("counts an emoji as two columns, whatever its code units", () => {
    expect(frame("\u{1F600}x", 3, 4)).toEqual([" 1 | \u{1F600}x", "   |   ^"]);
  });

  it("points at one column where the range is empty", () => {
    expect(frame("ab", 3, 3)).toEqual([" 1 | ab", "   |   ^"]);
  });

  it("underlines the first line of a range of several", () => {
    expect(rows("[\n1\n]", diagnosticAt(span(1, 1, 2, 3))).slice(2)).toEqual([" 1 | [", "   | ^"]);
  });

  it("shows what a terminal would act on as a replacement character", () => {
    expect(frame("\u001B[31m\u202Ex", 7, 8)).toEqual([" 1 | \uFFFD[31m\uFFFDx", "   |       ^"]);
  });

  it("cuts a long line around what it points at", () => {
    const [code = "", carets = ""] = frame(`${"a".repeat(500)}X${"b".repeat(500)}`, 501, 502);
    expect(code).toMatch(/^ 1 \| …a{32}Xb+…$/);
    expect(code.length).toBeLessThan(110);
    expect(code.charAt(carets.indexOf("^"))).toBe("X");
  });

  it("leaves the beginning of a long line where the place is near it", () => {
    expect(frame(`X${"b".repeat(500)}`, 1, 2)[0]).toMatch(/^ 1 \| Xb+…$/);
  });

  it("takes a line that the file does not have for empty", () => {
    expect(rows("x", diagnosticAt(span(9, 1, 2))).at(-1)).toBe("   | ^");
  });
});

describe("a message", () => {
  it("cannot move the cursor or colour the terminal", () => {
    const diagnostic = fault("wrong-type", { message: "a\u001B[2Jb", help: "c\u0007d" });
    const control = String.fromCharCode(27);
    const text = renderText([diagnostic], { sourceOf: () => null });
    expect([text.includes(control), text.includes("\u0007")]).toEqual([false, false]);
  });
});

describe("the last line", () => {
  const error = fault("wrong-type", { message: "m" });
  const warning = fault("unused-imports", { message: "m" });
  const lastLine = (diagnostics: readonly Diagnostic[]) =>
    renderText(diagnostics, { sourceOf: () => null })
      .trimEnd()
      .split("\n")
      .at(-1);

  it("counts errors and warnings", () => {
    expect(lastLine([error, error, warning])).toBe("2 errors, 1 warning");
  });

  it("leaves out what there is none of", () => {
    expect(lastLine([warning, warning])).toBe("2 warnings");
  });

  it("is all there is where nothing was found: nothing", () => {
    expect(renderText([], { sourceOf: () => null })).toBe("");
  });
});
