import { describe, expect, it } from "vitest";
import { pointAtCommandLine } from "../../../src/cli/command-line.ts";
import type { Place } from "../../../src/model/diagnostic.ts";
import type { JsonObject } from "../../../src/model/json.ts";

const ENDPOINT = ["endpoint", "--type", "crud"];

/** What is pointed at in a call, by a fault of an argument of the use that it adds; null where nothing is. */
function pointedAt(
  words: readonly string[],
  given: JsonObject,
  path: string,
  place?: Partial<Place>,
) {
  const pointer = `/uses/0/with/${path}`;
  const [found] = pointAtCommandLine(
    [
      {
        code: "invalid-argument",
        severity: "error",
        message: "",
        place: { file: "scaffold.json", pointer, ...place },
      },
    ],
    {
      manifestFile: "scaffold.json",
      manifestText: JSON.stringify({ uses: [{ with: given }] }),
      words,
    },
  );
  const { text, range } = found?.place ?? {};
  return text && range ? text.slice(range.start.column - 1, range.end.column - 1) : null;
}

describe("a fault of an argument points at what was typed", () => {
  it.each<[string, readonly string[], JsonObject, string, string]>([
    ["a number", ["--page-size", "0"], { page_size: 0 }, "page_size", "0"],
    ["a number behind =", ["--page-size=0"], { page_size: 0 }, "page_size", "0"],
    [
      "an item of a list",
      ["--methods", "GET,get"],
      { methods: ["GET", "get"] },
      "methods/1",
      "get",
    ],
    ["a flag that says no", ["--no-owned"], { owned: false }, "owned", "--no-owned"],
    [
      "the word itself, and no other that holds it",
      ["r"],
      { resource_name: "r" },
      "resource_name",
      "r",
    ],
    ["a word in quotes", ["日本"], { resource_name: "日本" }, "resource_name", "日本"],
    [
      "a name in another spelling",
      ["BlogPost"],
      { resource_name: "blog_post" },
      "resource_name",
      "BlogPost",
    ],
    ["a line break", ["--note", "a\nb"], { note: "a\nb" }, "note", "a\\nb"],
  ])("%s", (_, words, given, path, expected) => {
    expect(pointedAt([...ENDPOINT, ...words], given, path)).toBe(expected);
  });

  it("a part of a word in quotes", () => {
    const words = [...ENDPOINT, "p", "it's:enum:a, b"];
    const within = { start: "it's:".length, end: "it's:enum".length };
    expect(pointedAt(words, { fields: ["it's:enum:a, b"] }, "fields/0", { within })).toBe("enum");
  });

  it("or stays where it is, where nobody typed it", () => {
    expect(pointedAt([...ENDPOINT, "p"], { page_size: 0 }, "page_size")).toBeNull();
    expect(
      pointedAt([...ENDPOINT, "p", "--page-size", "5"], { page_size: 0 }, "page_size"),
    ).toBeNull();
  });
});
