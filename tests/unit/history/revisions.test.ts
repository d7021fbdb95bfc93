import { describe, expect, it } from "vitest";
import {
  headsOf,
  lengthOf,
  type Revision,
  readRevision,
} from "../../../src/language/history/revisions.ts";

const NAMES = { revision: "revision", parents: "down_revision" };

function read(source: string): Revision | undefined {
  return readRevision(source, NAMES);
}

/** A revision that follows others. */
function follows(revision: string, ...parents: readonly string[]): Revision {
  return { revision, parents };
}

describe("reading a history file", () => {
  const second = follows("a1", "b2");

  it.each([
    ["strings in double quotes", 'revision = "a1"\ndown_revision = "b2"\n', second],
    ["strings in single quotes", "revision = 'a1'\ndown_revision = 'b2'\n", second],
    ["a first revision", 'revision = "a1"\ndown_revision = None\n', follows("a1")],
    ["no parents at all", 'revision = "a1"\n', follows("a1")],
    ["no line end", 'down_revision = "b2"\nrevision = "a1"', second],
    ["line ends of Windows", 'revision = "a1"\r\ndown_revision = "b2"\r\n', second],
    [
      "annotations as Alembic writes them",
      'revision: str = "a1"\ndown_revision: Union[str, Sequence[str], None] = "b2"\n',
      second,
    ],
    [
      "annotations of today",
      "revision: str = 'a1'\ndown_revision: str | None = None\n",
      follows("a1"),
    ],
    ["a tuple", 'revision = "a1"\ndown_revision = ("b2", "c3")\n', follows("a1", "b2", "c3")],
    ["a tuple of one", 'revision = "a1"\ndown_revision = ("b2",)\n', second],
    [
      "a tuple without brackets",
      'revision = "a1"\ndown_revision = "b2", "c3"\n',
      follows("a1", "b2", "c3"),
    ],
    ["a list", "revision = 'a1'\ndown_revision = ['b2', 'c3']\n", follows("a1", "b2", "c3")],
    [
      "a tuple over several lines",
      'revision = "a1"\ndown_revision = (\n    "b2",\n    "c3",\n)\nbranch_labels = "d4"\n',
      follows("a1", "b2", "c3"),
    ],
    [
      "comments, which are no values",
      'revision = "a1"  # was "z9"\ndown_revision = (  # "y8" (see there)\n    "b2",  # it\'s "x7"\n)\n',
      second,
    ],
    ["a string in brackets", 'revision = ("a1")\ndown_revision = (("b2"))\n', second],
    ["a value on the next line", 'revision = \\\n    "a1"\ndown_revision = "b2"\n', second],
    ["blanks around and none", 'revision="a1"\ndown_revision   =   "b2"\n', second],
    [
      "code that has the names too",
      'def f():\n    revision = "z9"\n\n\nrevision = "a1"\nrevision_of = "y8"\ndown_revision = "b2"\n',
      second,
    ],
    [
      "what a person wrote",
      '"""Move prices.\n\nRevision ID: a1\nRevises: b2\n"""\nfrom alembic import op\n\nrevision = "a1"\ndown_revision = "b2"\ndepends_on = "c3"\n',
      second,
    ],
  ])("knows %s", (_, source, expected) => {
    expect(read(source)).toEqual(expected);
  });

  it.each([
    ["an empty file", ""],
    ["a package", '"""How the tables came to be."""\n'],
    ["a module that has no revision", 'down_revision = "b2"\n'],
    ["a revision that is no text", "revision = None\n"],
    ["a revision that something else gives", 'revision = name()\nother = "a1"\n'],
    ["a revision that is compared", 'revision == "a1"\n'],
    ["a revision inside of something", 'class A:\n    revision = "a1"\n'],
  ])("does not know %s", (_, source) => {
    expect(read(source)).toBeUndefined();
  });

  it("goes by the names that the history says", () => {
    const names = { revision: "name", parents: "after" };
    expect(readRevision('name = "a1"\nafter = "b2"\n', names)).toEqual(second);
  });
});

describe("the heads of a history", () => {
  it("are none where there are no revisions", () => {
    expect(headsOf([])).toEqual([]);
  });

  it("are what nothing follows, sorted", () => {
    expect(headsOf([follows("c", "a"), follows("b", "a"), follows("a")])).toEqual(["b", "c"]);
  });

  it("are one again after a merge", () => {
    expect(
      headsOf([follows("d", "b", "c"), follows("c", "a"), follows("b", "a"), follows("a")]),
    ).toEqual(["d"]);
  });

  it("are none where every one is followed: revisions in a circle", () => {
    expect(headsOf([follows("a", "b"), follows("b", "a")])).toEqual([]);
  });
});

describe("the length of a history", () => {
  it("is 0 where there are no revisions", () => {
    expect(lengthOf([])).toBe(0);
  });

  it("is that of the longest way", () => {
    const history = [
      follows("e", "d", "b"),
      follows("b", "a"),
      follows("d", "c"),
      follows("c", "a"),
      follows("a"),
    ];
    expect(lengthOf(history)).toBe(4);
  });

  it("counts from the first revision that is there", () => {
    expect(lengthOf([follows("b", "gone"), follows("c", "b")])).toBe(2);
  });

  it("ends where revisions lead back to themselves", () => {
    expect(lengthOf([follows("a", "b"), follows("b", "a")])).toBeGreaterThan(0);
    expect(lengthOf([follows("a", "a")])).toBe(1);
  });

  it("is found in a history of ten thousand, in any order", () => {
    const history = Array.from({ length: 10_000 }, (_, at) =>
      follows(`r${at}`, ...(at === 0 ? [] : [`r${at - 1}`])),
    );
    expect(lengthOf(history)).toBe(10_000);
    expect(lengthOf(history.toReversed())).toBe(10_000);
  }, 5_000);
});
