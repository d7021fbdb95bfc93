import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mergeRequirements,
  normalizeName,
  parseRequirement,
  printRequirement,
} from "../../../src/language/requirements.ts";

function canonical(text: string): string | undefined {
  const { requirement } = parseRequirement(text);
  return requirement && printRequirement(requirement);
}

describe("a requirement", () => {
  it.each([
    ["fastapi", "fastapi"],
    [" FastAPI ", "fastapi"],
    ["Zope.Interface", "zope-interface"],
    ["sqlalchemy[asyncio] >= 2.0.49, < 3", "sqlalchemy[asyncio]>=2.0.49,<3"],
    ["uvicorn[standard,Standard]", "uvicorn[standard]"],
    ["a (>=1,<2)", "a>=1,<2"],
    ["a==1.*", "a==1.*"],
    ["a~=1.4.2", "a~=1.4.2"],
    ["a>=1 ; python_version<'3.12'", 'a>=1; python_version < "3.12"'],
    [
      "a; (os_name=='nt' or sys_platform != \"x\") and extra == 'b'",
      'a; (os_name == "nt" or sys_platform != "x") and extra == "b"',
    ],
    ["a; 'linux' not  in sys_platform", 'a; "linux" not in sys_platform'],
  ])("%s is read", (text, printed) => {
    expect(canonical(text)).toBe(printed);
  });

  it.each([
    "",
    "-a",
    "a b",
    "a>=",
    "a>=x",
    "a=1",
    "a==1,,<2",
    "a===1",
    "a~=1",
    "a[",
    "a[b c]",
    "a[b][c]",
    "a @ https://example.com/a.whl",
    "a@git+https://example.com/a",
    "https://example.com/a.whl",
    "a; python_version",
    "a; 'x' == 'y'",
    "a; python < '3'",
    "a; python_version < '3' and",
    "a\n>=1",
    "--index-url=x",
  ])("%j is refused", (text) => {
    const { requirement, problem } = parseRequirement(text);
    expect(requirement).toBeUndefined();
    expect(problem?.message).toBeTruthy();
  });

  it("is told why an address is refused", () => {
    expect(parseRequirement("a @ https://x.example/a").problem?.message).toContain("address");
  });

  it("is refused quickly where it is made to be slow", () => {
    expect(parseRequirement(`a${"[".repeat(1_000_000)}`).problem).toBeDefined();
    expect(parseRequirement(`a; ${"(".repeat(900)}`).problem).toBeDefined();
  });

  it("never throws", () => {
    const part = fc.constantFrom(
      "a",
      "[",
      "]",
      ">=",
      "1",
      ".*",
      ",",
      ";",
      "(",
      "python_version",
      "'",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const { requirement, problem } = parseRequirement(parts.join(""));
        expect(requirement === undefined).toBe(problem !== undefined);
      }),
    );
  });

  it("has one normalized name, however it is written", () => {
    expect(["Foo.Bar", "foo_bar", "FOO--bar"].map(normalizeName)).toEqual(Array(3).fill("foo-bar"));
  });
});

describe("requirements of one package", () => {
  it.each([
    [["a>=1", "a<3"], ["a>=1,<3"]],
    [["a>=1", "a>=2,<4", "a<3"], ["a>=2,<3"]],
    [["a>1", "a>=1"], ["a>1"]],
    [["a<=2", "a<2"], ["a<2"]],
    [["a", "A>=1"], ["a>=1"]],
    [["a[x]>=1", "a[y]"], ["a[x,y]>=1"]],
    [["a==1.5", "a>=1,<2"], ["a==1.5"]],
    [["a~=1.4", "a!=1.5"], ["a~=1.4,!=1.5"]],
    [["a==1.*", "a>=1.2"], ["a==1.*,>=1.2"]],
    [["a>=2.0b1", "a<3"], ["a>=2.0b1,<3"]],
    [
      ["b", "a"],
      ["a", "b"],
    ],
    [
      ["a-b>=1", "a>=1", "a[x]"],
      ["a[x]>=1", "a-b>=1"],
    ],
    [
      ["a<2; os_name == 'nt'", "a>=2"],
      ["a>=2", 'a<2; os_name == "nt"'],
    ],
  ])("%j become %j", (texts, requirements) => {
    expect(mergeRequirements(texts)).toEqual({ requirements, conflicts: [] });
  });

  it.each([
    [["a<1", "a>=2"]],
    [["a==1", "a==2"]],
    [["a>1", "a<=1"]],
    [["a>=1,<=1", "a!=1"]],
    [["a==1.*", "a>=2"]],
    [["a~=1.4.2", "a>=1.5"]],
    [["a>=1.2,<1.9", "a!=1.*"]],
    [["a==1.0", "a!=1"]],
  ])("%j conflict", (texts) => {
    const { requirements, conflicts } = mergeRequirements(["b", ...texts]);
    expect(requirements).toEqual(["b"]);
    expect(conflicts).toEqual([{ name: "a", indexes: texts.map((_, index) => index + 1) }]);
  });

  it("become the same in any order", () => {
    const bound = fc
      .tuple(fc.constantFrom(">=", ">", "<", "<=", "!=", "=="), fc.integer({ min: 0, max: 9 }))
      .map(([operator, version]) => `a${operator}${version}`);
    fc.assert(
      fc.property(fc.array(bound, { maxLength: 5 }), (texts) => {
        const { requirements, conflicts } = mergeRequirements(texts);
        const again = mergeRequirements(texts.toReversed());
        expect(again.requirements).toEqual(requirements);
        expect(again.conflicts).toHaveLength(conflicts.length);
      }),
    );
  });
});
