import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseFold, pathProblem } from "../../../src/language/paths.ts";

describe("a path", () => {
  it.each([
    "main.py",
    "src/shop/routes/product_routes.py",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".gitattributes",
    ".env.example",
    "console.py",
    "com10.txt",
    "auxiliary/nullable.py",
    "größe.py",
    "a b/c.py",
    "...a",
  ])("may be %s", (path) => {
    expect(pathProblem(path)).toBeUndefined();
  });

  it.each([
    ["", "empty"],
    ["/etc/passwd", "absolute"],
    ["C:/x", "drive"],
    ["c:x", "drive"],
    ["\\\\server\\share", "backslash"],
    ["//server/share", "absolute"],
    ["a\\b", "backslash"],
    ["..", "`..`"],
    ["a/../b", "`..`"],
    ["./a", "`.`"],
    ["a//b", "empty segment"],
    ["a/", "empty segment"],
    ["a\0b", "control"],
    ["a\nb", "control"],
    ["a\u2028b", "control"],
    ["a\ud800", "control"],
    ["CON", "device"],
    ["a/aux.txt", "device"],
    ["nul.tar.gz", "device"],
    ["aux .txt", "device"],
    ["COM1", "device"],
    ["lpt¹.log", "device"],
    ["CONIN$", "device"],
    ["a.", "dot or a space"],
    ["a ", "dot or a space"],
    ["a/b. /c", "dot or a space"],
    ["ab:c", "Windows"],
    ["a*", "Windows"],
    ["a?", "Windows"],
    ["<a>", "Windows"],
    ["a|b", "Windows"],
    ['a"b', "Windows"],
    [".git/config", "git"],
    ["a/.GIT/hooks/x", "git"],
    ["git~1/config", "git"],
    [".git./config", "dot or a space"],
    [".git::$INDEX_ALLOCATION/config", "Windows"],
    [".g\u200cit/config", "not seen"],
    ["\uff0egit/config", "git"],
    ["\u202egpj.exe", "not seen"],
    ["a".repeat(256), "255 bytes"],
    ["é".repeat(128), "255 bytes"],
    ["a/".repeat(600), "1024 bytes"],
  ])("is not %j", (path, reason) => {
    expect(pathProblem(path)).toContain(reason);
  });

  it("is refused quickly where it is very long", () => {
    expect(pathProblem("a".repeat(10_000_000))).toContain("1024 bytes");
  });

  it("that is accepted stays below its folder", () => {
    const segment = fc.constantFrom("..", ".", "a", "", "~", "a:", "\\", "..\\..");
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const path = segments.join("/");
        if (pathProblem(path) !== undefined) return;
        expect(new URL(path, "file:///base/below/").pathname.startsWith("/base/below/")).toBe(true);
      }),
    );
  });
});

describe("folding case", () => {
  it.each([
    ["README.md", "readme.MD"],
    ["é", "e\u0301"],
    ["straße", "STRASSE"],
    ["ς", "σ"],
  ])("makes %s and %s one", (a, b) => {
    expect(caseFold(a)).toBe(caseFold(b));
  });

  it("keeps different names apart", () => {
    expect(caseFold("a_b")).not.toBe(caseFold("a-b"));
  });
});
