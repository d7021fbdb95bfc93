import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { load, parseDocument } from "../../../src/pipeline/load/index.ts";
import type { EntryKind, Reader } from "../../../src/ports.ts";

type Entry = string | { readonly kind: EntryKind; readonly error: string };

function readerOf(entries: Readonly<Record<string, Entry>>): Reader {
  return {
    readText(path) {
      const entry = Object.hasOwn(entries, path) ? entries[path] : undefined;
      if (entry === undefined) return null;
      if (typeof entry === "string") return entry;
      throw new Error(entry.error);
    },
    kind(path) {
      const entry = entries[path];
      if (entry === undefined) return null;
      return typeof entry === "string" ? "file" : entry.kind;
    },
    list: () => [],
  };
}

function parse(text: string) {
  return parseDocument({ file: "a.json", origin: "project", text });
}

function codesOf({ diagnostics }: { diagnostics: readonly { code: string }[] }) {
  return diagnostics.map(({ code }) => code);
}

describe("load", () => {
  it("gives the documents in the order of their paths, with their origin and text", () => {
    const reader = readerOf({ "b.json": '{"b":1}', "a.json": '{"a":1}' });
    const { value } = load(
      [
        { path: "b.json", origin: "project" },
        { path: "a.json", origin: "file" },
      ],
      reader,
    );
    expect(value.map(({ file, origin, text }) => [file, origin, text])).toEqual([
      ["b.json", "project", '{"b":1}'],
      ["a.json", "file", '{"a":1}'],
    ]);
  });

  it("names a document as it is told to", () => {
    const reader = readerOf({ "x/a.json": "{}" });
    const { value } = load([{ path: "x/a.json", file: "built-in:a", origin: "built-in" }], reader);
    expect(value[0]?.file).toBe("built-in:a");
  });

  it("goes on after a document that cannot be read", () => {
    const reader = readerOf({ "bad.json": "{", "good.json": "{}" });
    const paths = ["missing.json", "bad.json", "good.json"].map((path) => ({
      path,
      origin: "project" as const,
    }));
    const { value, diagnostics } = load(paths, reader);
    expect(value.map(({ file }) => file)).toEqual(["good.json"]);
    expect(diagnostics.map(({ code, place }) => [code, place?.file])).toEqual([
      ["file-not-found", "missing.json"],
      ["json-syntax", "bad.json"],
    ]);
  });

  it("says that a folder is a folder", () => {
    const reader = readerOf({ models: { kind: "folder", error: "EISDIR" } });
    const { diagnostics } = load([{ path: "models", origin: "file" }], reader);
    expect(diagnostics[0]).toMatchObject({
      code: "read-failed",
      message: "`models` is a folder",
    });
  });

  it("is a fault of the project where no call names it", () => {
    const reader = readerOf({ "scaffold.json": { kind: "folder", error: "EISDIR" } });
    const { diagnostics } = load([{ path: "scaffold.json", origin: "project" }], reader);
    expect(diagnostics[0]).toMatchObject({ code: "unreadable-file" });
  });

  it("says why a file cannot be read", () => {
    const reader = readerOf({ "a.json": { kind: "file", error: "permission denied" } });
    const { diagnostics } = load([{ path: "a.json", origin: "file" }], reader);
    expect(diagnostics[0]?.message).toContain("permission denied");
  });
});

describe("a document's text", () => {
  it("may begin with a byte order mark", () => {
    expect(parse('\uFEFF{"a":1}').value?.value).toEqual(
      Object.assign(Object.create(null), { a: 1 }),
    );
  });

  it("keeps the columns right behind a byte order mark", () => {
    expect(parse('\uFEFF{"a":tru}').diagnostics[0]?.place?.range?.start).toEqual({
      line: 1,
      column: 7,
    });
  });

  it("is UTF-8", () => {
    const { diagnostics } = parse('{\n  "a": "\uFFFD"\n}');
    expect(diagnostics[0]).toMatchObject({
      code: "not-utf8",
      place: { range: { start: { line: 2, column: 9 } } },
    });
  });

  it("is at most 10 MB", () => {
    const text = `{"a":"${"x".repeat(10 * 1024 * 1024)}"}`;
    expect(codesOf(parse(text))).toEqual(["document-too-large"]);
  });

  it.each([
    ["are open", "[".repeat(10 * 1024 * 1024)],
    ["are closed", `{"a":${"[".repeat(1_000_000)}${"]".repeat(1_000_000)}}`],
  ])("of brackets that %s is refused without a stack overflow", (_, text) => {
    expect(codesOf(parse(text))).toEqual(["document-too-deep"]);
  });

  it("may nest 100 levels deep", () => {
    const text = `{"a":${"[".repeat(99)}${"]".repeat(99)}}`;
    expect(codesOf(parse(text))).toEqual([]);
  });

  it("reports at most 50 faults", () => {
    expect(parse(`{"a":[${"True,".repeat(200)}1]}`).diagnostics).toHaveLength(50);
  });
});

describe("objects of a document", () => {
  it("inherit nothing", () => {
    const value = parse('{"a":[{"b":{}}]}').value?.value;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(JSON.stringify(value)).toBe('{"a":[{"b":{}}]}');
    const inner = (value as { a: { b: object }[] }).a[0];
    expect([Object.getPrototypeOf(inner), Object.getPrototypeOf(inner?.b)]).toEqual([null, null]);
  });

  it("take `__proto__` for a member like any other", () => {
    const value = parse('{"__proto__":{"polluted":true}}').value?.value as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });

  it("may hold a colon, a quote or a backslash in a string without being taken for duplicates", () => {
    expect(codesOf(parse('{"a:\\"b\\\\":"c\\\\\\":d:","e":["::"]}'))).toEqual([]);
  });
});

/** JSON texts, and texts that nearly are. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(
      fc.record({
        at: fc.nat(200),
        remove: fc.nat(3),
        insert: fc.constantFrom(
          "",
          ",",
          "}",
          "]",
          "{",
          '"',
          ":",
          "'",
          "\\",
          "/*",
          "//",
          "\n",
          "x",
          "-",
          "\u00a0",
        ),
      }),
      { maxLength: 4 },
    ),
  )
  .map(([json, edits]) =>
    edits.reduce((text, { at, remove, insert }) => {
      const start = at % (text.length + 1);
      return text.slice(0, start) + insert + text.slice(start + remove);
    }, json),
  );

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe("parsing", () => {
  it("finds a fault of syntax exactly where JSON.parse does", () => {
    fc.assert(
      fc.property(nearlyJson, (text) => {
        const codes = codesOf(parse(text));
        const isRefused = codes.some((code) => code === "json-syntax" || code === "empty-document");
        expect(isRefused).toBe(!isJson(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("gives what JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (members) => {
        const text = JSON.stringify(members);
        expect(JSON.stringify(parse(text).value?.value)).toBe(text);
      }),
    );
  });

  it("finds every key that stands twice, wherever it stands", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(
          fc.constantFrom<(inner: string) => string>(
            (one) => `[1,${one}]`,
            (one) => `{"k":${one}}`,
          ),
          {
            maxLength: 5,
          },
        ),
        (key, value, layers) => {
          const member = `${JSON.stringify(key)}:${JSON.stringify(value)}`;
          const text = layers.reduce((inner, layer) => layer(inner), `{${member},${member}}`);
          expect(codesOf(parse(text))).toEqual(["duplicate-key"]);
        },
      ),
    );
  });
});
