import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fault } from "../../../src/diagnostics/catalogue.ts";
import { locate } from "../../../src/diagnostics/locate.ts";
import type { Place } from "../../../src/model/diagnostic.ts";

const file = "a.json";

/** The text that a place is found to be. */
function textAt(text: string, place: Omit<Place, "file">): string | undefined {
  const diagnostic = fault("wrong-type", { message: "m", place: { file, ...place } });
  const range = locate([diagnostic], () => text)[0]?.place?.range;
  if (!range) return undefined;
  const lines = text.split("\n");
  const offset = ({ line, column }: { line: number; column: number }) =>
    lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text.slice(offset(range.start), offset(range.end));
}

const document = `{
  "uses": [
    { "blueprint": "a", "with": {} },
    { "a/b~c": "one\\ntwo\\u0041\\"end" }
  ]
}`;

describe("a place", () => {
  it("is the value that its pointer leads to", () => {
    expect(textAt(document, { pointer: "/uses/0/blueprint" })).toBe('"a"');
  });

  it("is the key where that is asked for", () => {
    expect(textAt(document, { pointer: "/uses/0/blueprint", side: "key" })).toBe('"blueprint"');
  });

  it("is found by a pointer with escapes", () => {
    expect(textAt(document, { pointer: "/uses/1/a~1b~0c", side: "key" })).toBe('"a/b~c"');
  });

  it("is the bracket of what lacks a member", () => {
    expect(textAt(document, { pointer: "/uses/1/missing/deeper" })).toBe("{");
  });

  it("is the key of what lacks a member, where it has one", () => {
    expect(textAt(document, { pointer: "/uses/0/with/missing" })).toBe('"with"');
  });

  it("inside a string counts characters as they are written", () => {
    const pointer = "/uses/1/a~1b~0c";
    const within = (start: number, end: number) =>
      textAt(document, { pointer, within: { start, end } });
    expect([within(0, 3), within(3, 4), within(7, 8), within(8, 9), within(9, 12)]).toEqual([
      "one",
      "\\n",
      "\\u0041",
      '\\"',
      "end",
    ]);
  });

  it("inside a string ends with the string", () => {
    expect(textAt(document, { pointer: "/uses/0/blueprint", within: { start: 0, end: 99 } })).toBe(
      "a",
    );
  });

  it("keeps a range that it has", () => {
    const range = { start: { line: 9, column: 9 }, end: { line: 9, column: 10 } };
    const diagnostic = fault("wrong-type", { message: "m", place: { file, pointer: "", range } });
    expect(locate([diagnostic], () => document)[0]?.place?.range).toEqual(range);
  });

  it("has no range in a file that cannot be read", () => {
    const diagnostic = fault("wrong-type", { message: "m", place: { file, pointer: "" } });
    expect(locate([diagnostic], () => null)[0]?.place).toEqual({ file, pointer: "" });
  });

  it("is found in a document with faults, as far as it can be read", () => {
    expect(textAt('{ "a": 1, /* b */ "c": [2, 3,] }', { pointer: "/c/1" })).toBe("3");
  });

  it("is found of related places and of edits too", () => {
    const place = { file, pointer: "/uses/0/blueprint" };
    const diagnostic = fault("wrong-type", {
      message: "m",
      related: [{ place, message: "here" }],
      fix: { description: "d", edits: [{ place, text: "x" }] },
    });
    const [found] = locate([diagnostic], () => document);
    const start = { line: 3, column: 20 };
    expect(found?.related?.[0]?.place.range?.start).toEqual(start);
    expect(found?.fix?.edits[0]?.place.range?.start).toEqual(start);
  });

  it("is found for every value of any document", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), (members) => {
        const text = JSON.stringify(members, null, 1);
        for (const [name, value] of Object.entries(members)) {
          const pointer = `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
          expect(JSON.parse(textAt(text, { pointer }) ?? "")).toEqual(
            JSON.parse(JSON.stringify(value)),
          );
        }
      }),
    );
  });
});

describe("located diagnostics", () => {
  const at = (name: string, pointer: string, code: "wrong-type" | "duplicate-key" = "wrong-type") =>
    fault(code, { message: "m", place: { file: name, pointer } });

  it("are sorted by file, position and code", () => {
    const found = locate(
      [
        at("b.json", "/uses"),
        at("a.json", "/uses/1"),
        at("a.json", "/uses"),
        at("a.json", "/uses", "duplicate-key"),
      ],
      () => document,
    );
    expect(found.map(({ code, place }) => `${place?.file} ${place?.pointer} ${code}`)).toEqual([
      "a.json /uses duplicate-key",
      "a.json /uses wrong-type",
      "a.json /uses/1 wrong-type",
      "b.json /uses wrong-type",
    ]);
  });

  it("are the same in any order of finding", () => {
    const all = ["/uses", "/uses/0", "/uses/1", ""].map((pointer) => at("a.json", pointer));
    const expected = locate(all, () => document);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(locate(shuffled, () => document)).toEqual(expected);
      }),
    );
  });

  it("say everything once", () => {
    expect(locate([at("a.json", ""), at("a.json", "")], () => document)).toHaveLength(1);
  });

  it("read each file once", () => {
    let reads = 0;
    locate([at("a.json", "/uses"), at("a.json", "")], () => {
      reads += 1;
      return document;
    });
    expect(reads).toBe(1);
  });
});
