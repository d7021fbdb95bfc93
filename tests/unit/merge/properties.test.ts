import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffLines } from "../../../src/language/merge/line-diff.ts";
import type { TextMerge, Versions } from "../../../src/language/merge/outcome.ts";
import { merge } from "./merge-tools.ts";

/** `RUNS=10000 npx vitest run tests/unit/merge/properties.test.ts` looks longer. */
const RUNS = Number(process.env.RUNS ?? 60);

type Line = readonly string[];

function textOf(lines: Line): string {
  return lines.map((line) => `${line}\n`).join("");
}

/** An edit of a list of lines: some are taken out at a place, others put in. */
interface Edit {
  readonly at: number;
  readonly removed: number;
  readonly added: readonly number[];
}

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    removed: fc.nat({ max: 2 }),
    added: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }),
  }),
  { maxLength: 4 },
);

function edited(lines: Line, all: readonly Edit[], line: (number: number) => string): Line {
  return all.reduce<Line>((text, { at, removed, added }) => {
    const from = at % (text.length + 1);
    return text.toSpliced(from, removed, ...added.map(line));
  }, lines);
}

/** How texts of a format are made: a base, and what either side may put into it. */
interface Kind {
  readonly path: string;
  readonly base: fc.Arbitrary<Line>;
  readonly own: (number: number) => string;
  readonly other: (number: number) => string;
}

const numbers = fc.uniqueArray(fc.nat({ max: 30 }), { maxLength: 12 });

const KINDS: readonly Kind[] = [
  {
    path: "README.md",
    base: fc.array(fc.constantFrom("", "a", "b", "c", "d", "e"), { maxLength: 20 }),
    own: (number) => `mine ${number}`,
    other: (number) => `yours ${number}`,
  },
  {
    path: "requirements.txt",
    base: numbers.map((all) => all.map((number) => `package-${number}>=1`)),
    own: (number) => `package-${number}>=2`,
    other: (number) => `package-${number + 3}>=3`,
  },
  {
    path: "pyproject.toml",
    base: numbers.map((all) => ["[table]", ...all.map((number) => `key${number} = 1`)]),
    own: (number) => (number < 8 ? `key${number} = 2` : `[own${number}]`),
    other: (number) => (number < 8 ? `key${number + 2} = 3` : `[other${number}]`),
  },
  {
    path: "a.py",
    base: numbers.map((all) => [
      "import os",
      "from a import b",
      "",
      ...all.flatMap((number) => [`def f${number}():`, `    return ${number}`, ""]),
    ]),
    own: (number) =>
      [`X${number} = 1`, "import re", `    mine(${number})`, `import m${number}`][number % 4] ?? "",
    other: (number) =>
      [`X${number} = 2`, "import sys", `    yours(${number})`, `from y import y${number}`][
        number % 4
      ] ?? "",
  },
];

function versionsOf({ base, own, other }: Kind): fc.Arbitrary<Versions<Line>> {
  return fc.tuple(base, edits, edits).map(([lines, ours, theirs]) => ({
    base: lines,
    current: edited(lines, ours, own),
    generated: edited(lines, theirs, other),
  }));
}

function texts({ base, current, generated }: Versions<Line>): Versions {
  return { base: textOf(base), current: textOf(current), generated: textOf(generated) };
}

/** Every line that can be seen: of the merged text, or of a conflict. */
function linesIn(outcome: TextMerge): readonly string[] {
  if (outcome.kind === "merged") return outcome.text.split("\n");
  return outcome.regions.flatMap(({ current }) => current);
}

function count(lines: Line, line: string): number {
  return lines.filter((one) => one === line).length;
}

describe.each(KINDS)("a merge of $path", (kind) => {
  const { path } = kind;
  const property = (check: (versions: Versions<Line>) => Promise<void>) =>
    fc.assert(fc.asyncProperty(versionsOf(kind), check), { numRuns: RUNS });

  it("takes what a person made of it where nothing else is generated", () =>
    property(async ({ base, current }) => {
      const outcome = await merge(path, texts({ base, current, generated: base }));
      expect(outcome).toEqual({ kind: "merged", text: textOf(current), marked: 0 });
    }));

  it("takes what is generated where nobody changed it", () =>
    property(async ({ base, generated }) => {
      const outcome = await merge(path, texts({ base, current: base, generated }));
      expect(outcome).toEqual({ kind: "merged", text: textOf(generated), marked: 0 });
    }));

  it("takes what both sides made of it in the same way", () =>
    property(async ({ base, current }) => {
      const outcome = await merge(path, texts({ base, current, generated: current }));
      expect(outcome).toEqual({ kind: "merged", text: textOf(current), marked: 0 });
    }));

  it("loses no line that a person wrote", () =>
    property(async (versions) => {
      const outcome = await merge(path, texts(versions));
      if (outcome.kind === "conflict") return;
      const own = versions.current.filter(
        (line) =>
          /mine|>=2|= 2$|= 1$|^import (?:re|m\d)|own/.test(line) && !versions.base.includes(line),
      );
      for (const line of own) expect(outcome.text).toContain(line.trim());
    }));

  it("brings no line back that a person took out", () =>
    property(async (versions) => {
      const outcome = await merge(path, texts(versions));
      if (outcome.kind === "conflict") return;
      for (const line of new Set(versions.base.filter((one) => one !== ""))) {
        const removed = count(versions.base, line) - count(versions.current, line);
        const added = Math.max(0, count(versions.generated, line) - count(versions.base, line));
        if (removed > 0) {
          expect(count(linesIn(outcome), line)).toBeLessThanOrEqual(
            count(versions.current, line) + added,
          );
        }
      }
    }));

  it("leaves no marker but where it was asked for", () =>
    property(async (versions) => {
      for (const choice of [undefined, "ours", "theirs"] as const) {
        const outcome = await merge(path, texts(versions), choice);
        if (outcome.kind === "merged") expect(outcome.text).not.toContain("<<<<<<<");
      }
    }));
});

describe("the difference of two lists of lines", () => {
  const lists = fc.array(fc.constantFrom("", "a", "b", "  c", "d"), { maxLength: 30 });

  it("makes the second out of the first", () => {
    fc.assert(
      fc.property(lists, lists, (before, after) => {
        const made = [...diffLines(before, after)]
          .reverse()
          .reduce<readonly string[]>(
            (text, { start, end, newStart, newEnd }) =>
              text.toSpliced(start, end - start, ...after.slice(newStart, newEnd)),
            before,
          );
        expect(made).toEqual(after);
      }),
      { numRuns: RUNS * 10 },
    );
  });
});

/** Of work, in the units of `cpuUsage`: a machine with other things to do takes longer. */
const A_SECOND = 1_000_000;

describe("a huge text", () => {
  const equal = (length: number) => Array.from({ length }, () => "x");
  const mixed = (length: number, every: number, line: string) =>
    Array.from({ length }, (_, at) => (at % every === 0 ? line : "x"));

  it.each([
    ["of equal lines, some taken out", equal(9_000), equal(10_500)],
    ["of equal lines, others between them", mixed(10_000, 3, "mine"), mixed(10_000, 4, "yours")],
    ["of other lines", mixed(10_000, 1, "mine"), mixed(10_000, 2, "yours")],
  ])("%s, is merged or in conflict in less than a second", async (_, current, generated) => {
    for (const path of ["README.md", "a.py", "requirements.txt", ".env"]) {
      const start = process.cpuUsage();
      await merge(path, texts({ base: equal(10_000), current, generated }));
      expect(process.cpuUsage(start).user, path).toBeLessThan(A_SECOND);
    }
  });

  it.each([
    [
      "that uses one name in each line",
      Array.from({ length: 4_900 }, (_, at) => `x = f(x, ${at})`),
    ],
    ["with a long list in one line", [`x = [${Array.from({ length: 40_000 }, (_, at) => at)}]`]],
  ])("of Python %s is merged in a time that grows with its length", async (_, lines) => {
    const base = ["def f(x, y): return x", ...lines];
    const start = process.cpuUsage();
    const outcome = await merge("a.py", {
      base: textOf(base),
      current: textOf([...base, "mine = 1"]),
      generated: textOf(["yours = 1", ...base]),
    });
    expect(outcome.kind).toBe("merged");
    expect(process.cpuUsage(start).user).toBeLessThan(2.5 * A_SECOND);
  });

  it("of empty lines is compared in less than a second", () => {
    const empty = (length: number) => ["x", ...Array.from({ length }, () => ""), "y"];
    const start = process.cpuUsage();
    expect(diffLines(empty(20_000), empty(40_000))).toHaveLength(1);
    expect(process.cpuUsage(start).user).toBeLessThan(A_SECOND);
  });
});
