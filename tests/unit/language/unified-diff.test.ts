import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unifiedDiff } from "../../../src/language/unified-diff.ts";

function diff(before: string | null, after: string | null): string {
  return unifiedDiff({ path: "a.sql", before, after });
}

function numbered(count: number, sign: string): string {
  return Array.from({ length: count }, (_, index) => `${sign}${index}\n`).join("");
}

const NO_END = "\n\\ No newline at end of file";

/** A line of a patch as it stands in its text. */
function textOf(line: string): string {
  return line.endsWith("<END>") ? line.slice(1, -"<END>".length) : `${line.slice(1)}\n`;
}

/** What a patch makes of a text. */
function patched(text: string, patch: string): string {
  const lines = text.split(/(?<=\n)/);
  const sections = patch.replaceAll(NO_END, "<END>").split(/^@@ /m).slice(1);
  let at = 0;
  const parts = sections.map((section) => {
    const [head = "", ...body] = section.split("\n").slice(0, -1);
    const [start = 0, count = 0] = head.slice(1).split(/[, ]/).map(Number);
    const between = lines.slice(at, count === 0 ? start : start - 1).join("");
    at = (count === 0 ? start : start - 1) + count;
    return between + body.map((line) => (line.startsWith("-") ? "" : textOf(line))).join("");
  });
  return parts.join("") + lines.slice(at).join("");
}

describe("a difference in unified form", () => {
  it("shows what changed among three lines, and what is near it at one place", () => {
    const before = numbered(20, "");
    const after = before.replace("5\n", "five\n").replace("11\n", "").replace("19\n", "19\nmore\n");
    expect(diff(before, after)).toBe(
      [
        "--- a/a.sql",
        "+++ b/a.sql",
        "@@ -3,13 +3,12 @@",
        ...[" 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8", " 9", " 10", "-11"],
        ...[" 12", " 13", " 14"],
        "@@ -18,3 +17,4 @@",
        ...[" 17", " 18", " 19", "+more", ""],
      ].join("\n"),
    );
  });

  it("tells of a file that comes or goes", () => {
    expect(diff(null, "a\n")).toBe("--- /dev/null\n+++ b/a.sql\n@@ -0,0 +1,1 @@\n+a\n");
    expect(diff("a", null)).toBe(
      "--- a/a.sql\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n\\ No newline at end of file\n",
    );
  });

  it("changes nothing in the lines: `-- x` and a tab are what they are", () => {
    expect(diff("-- x\t\n", "")).toContain("\n--- x\t\n");
  });

  it("of texts that have no line in common is found at once", () => {
    const start = performance.now();
    const found = diff(numbered(20_000, "a"), numbered(20_000, "b"));
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(found.split("\n")).toHaveLength(40_004);
  });

  it("makes the one text out of the other", () => {
    const line = fc.constantFrom("a\n", "b\n", "c\n", "\n", "-- d\n", "@@ -1,1 +1,1 @@ \n");
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("", "a", "b"))
      .map(([lines, end]) => lines.join("") + end);
    fc.assert(
      fc.property(text, text, (before, after) => {
        expect(patched(before, diff(before, after))).toBe(after);
      }),
      { numRuns: 500 },
    );
  });
});
