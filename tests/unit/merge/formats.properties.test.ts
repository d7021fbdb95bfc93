import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinValues } from "../../../src/language/join-values.ts";
import { joinLists } from "../../../src/language/merge/join-lists.ts";
import type { Versions } from "../../../src/language/merge/outcome.ts";
import type { Json } from "../../../src/model/json.ts";
import { merge, parse } from "./merge-tools.ts";

/** `RUNS=10000 npx vitest run tests/unit/merge` looks longer. */
const RUNS = Number(process.env.RUNS ?? 60);

/** Small values of few names, so that two of them often meet. */
const values = fc.letrec<{ value: Json; list: Json[]; object: Record<string, Json> }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Json>(null, true, 1, 2, "a", "// b", "/* c", "\u2028"),
    tie("list"),
    tie("object"),
  ),
  list: fc.array(tie("value"), { maxLength: 4 }),
  object: fc.dictionary(fc.constantFrom("a", "b", "c", "__proto__", "x/y"), tie("value"), {
    maxKeys: 4,
  }),
}));

/** Members that a side set, or took out. */
const memberEdits = fc.array(
  fc.tuple(fc.constantFrom("a", "b", "c", "d", "e"), fc.option(values.value, { nil: undefined })),
  { maxLength: 2 },
);

function withMembers(
  object: Record<string, Json>,
  edits: readonly (readonly [string, Json | undefined])[],
): Record<string, Json> {
  const changed = edits.map(([name]) => name);
  const kept = Object.entries(object).filter(([name]) => !changed.includes(name));
  const added = edits.filter((edit): edit is [string, Json] => edit[1] !== undefined);
  return Object.fromEntries([...kept, ...added]);
}

const jsonVersions = fc
  .tuple(values.object, memberEdits, memberEdits)
  .map(([base, own, other]) => ({
    base,
    current: withMembers(base, own),
    generated: withMembers(base, other),
  }));
const forms = fc.constantFrom<(value: Json) => string>(
  (value) => JSON.stringify(value),
  (value) => `${JSON.stringify(value, null, 2)}\n`,
  (value) => `// first\n${JSON.stringify(value, null, "\t")} /* last */`,
  (value) => JSON.stringify(value, null, 1).replaceAll(",\n", ", // why\n"),
  (value) => JSON.stringify(value, null, 2).replaceAll("\n", ' // keep, "please\n'),
  (value) => JSON.stringify(value, null, 2).replaceAll("\n", " /* one, \n two, */\n"),
  (value) => JSON.stringify(value, null, 4).replaceAll("\n", "\r\n"),
);

function withoutComments(text: string): Json {
  const strings = /("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  return JSON.parse(text.replace(strings, "$1"));
}

describe("a merge of JSON", () => {
  it("has the value that the merge of the values has, in whatever form the text is", () =>
    fc.assert(
      fc.asyncProperty(jsonVersions, forms, async ({ base, current, generated }, form) => {
        let isClear = true;
        const value = joinValues(
          { ours: current, theirs: generated, ancestor: base },
          {
            lists: joinLists,
            decide: ({ ours }) => {
              isClear = false;
              return ours;
            },
          },
        );
        const versions = {
          base: JSON.stringify(base),
          current: form(current),
          generated: JSON.stringify(generated),
        };
        const outcome = await merge("a.json", versions, "ours");
        expect(outcome.kind).toBe("merged");
        if (outcome.kind !== "merged") return;
        expect(withoutComments(outcome.text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect((await merge("a.json", versions)).kind).toBe(isClear ? "merged" : "conflict");
      }),
      { numRuns: RUNS * 5 },
    ));
});

/** A module as what it is made of; each part by a small number, and which form of it. */
interface Module {
  readonly imports: readonly number[];
  readonly fields: readonly (readonly [name: number, value: number])[];
  readonly methods: readonly (readonly [name: number, value: number])[];
  readonly constants: readonly (readonly [name: number, value: number])[];
}

const parts = fc.uniqueArray(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 2 })), {
  maxLength: 6,
  selector: ([name]) => name,
});
const modules = fc.record<Module>({
  imports: fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 5 }),
  fields: parts,
  methods: parts,
  constants: parts,
});

/** What a side did to a module: little, so that most merges are none of conflicts. */
interface ModuleEdit {
  readonly part: "fields" | "methods" | "constants" | "imports";
  readonly kind: "add" | "drop" | "change";
  readonly at: number;
  readonly name: number;
}

const moduleEdits = fc.array(
  fc.record<ModuleEdit>({
    part: fc.constantFrom("fields", "methods", "constants", "imports"),
    kind: fc.constantFrom("add", "add", "drop", "change"),
    at: fc.nat({ max: 9 }),
    name: fc.nat({ max: 30 }),
  }),
  { maxLength: 3 },
);

function withEdit(module: Module, { part, kind, at, name }: ModuleEdit): Module {
  if (part === "imports") {
    const others = module.imports.filter((one) => one !== name);
    return { ...module, imports: kind === "add" ? [...others, name] : module.imports.slice(1) };
  }
  const all = module[part];
  const index = at % (all.length + 1);
  const [own = 0, value = 0] = all[index] ?? [];
  if (kind === "add") {
    const isKnown = all.some(([one]) => one === name);
    return isKnown ? module : { ...module, [part]: all.toSpliced(index, 0, [name, at]) };
  }
  const rest = kind === "drop" || index === all.length ? [] : [[own, value + 1 + name]];
  return { ...module, [part]: all.toSpliced(index, 1, ...(rest as [number, number][])) };
}

function print({ imports, fields, methods, constants }: Module): string {
  return [
    '"""A module."""',
    "",
    "import os",
    ...imports.map((name) => `from shop.m${name} import n${name}`).sort(),
    "",
    ...constants.map(([name, value]) => `C${name} = ${value}`),
    "",
    "",
    "class A:",
    '    """A class."""',
    "",
    ...fields.map(([name, value]) => `    f${name}: int = ${value}`),
    ...methods.flatMap(([name, value]) => [
      "",
      `    def m${name}(self) -> int:`,
      `        x = ${value}`,
      `        return x + ${name}`,
    ]),
    "",
  ].join("\n");
}

const pythonVersions = fc.tuple(modules, moduleEdits, moduleEdits).map(([base, own, other]) => ({
  base,
  current: own.reduce(withEdit, base),
  generated: other.reduce(withEdit, base),
}));

function texts({ base, current, generated }: Versions<Module>): Versions {
  return { base: print(base), current: print(current), generated: print(generated) };
}

/** Names of a list that stand in the second, and not in the first. */
function newIn(all: Versions<Module>, part: "fields" | "methods" | "constants"): readonly number[] {
  const known = new Set(all.base[part].map(([name]) => name));
  return all.current[part].map(([name]) => name).filter((name) => !known.has(name));
}

describe("a merge of Python", () => {
  const property = (check: (all: Versions<Module>) => Promise<void>) =>
    fc.assert(fc.asyncProperty(pythonVersions, check), { numRuns: RUNS });

  it.each([undefined, "ours", "theirs"] as const)("parses, by the choice %s", (choice) =>
    property(async (all) => {
      const outcome = await merge("a.py", texts(all), choice);
      if (outcome.kind === "conflict") return;
      expect(await parse(outcome.text)).not.toBeNull();
    }),
  );

  it("keeps what a person added, and nothing twice", () =>
    property(async (all) => {
      const outcome = await merge("a.py", texts(all));
      if (outcome.kind === "conflict") return;
      const added = [
        ...newIn(all, "fields").map((name) => `    f${name}: int = `),
        ...newIn(all, "methods").map((name) => `    def m${name}(`),
        ...newIn(all, "constants").map((name) => `\nC${name} = `),
        ...all.current.imports.map((name) => ` n${name}\n`),
      ];
      for (const text of added) {
        if (!print(all.base).includes(text)) expect(outcome.text.split(text)).toHaveLength(2);
      }
    }));

  it("does not bring back what a person took out", () =>
    property(async (all) => {
      const outcome = await merge("a.py", texts(all));
      if (outcome.kind === "conflict") return;
      const own = new Set(all.current.methods.map(([name]) => name));
      for (const [name] of all.base.methods) {
        if (!own.has(name)) expect(outcome.text).not.toContain(`    def m${name}(`);
      }
      const imports = all.base.imports.filter((name) => !all.current.imports.includes(name));
      for (const name of imports) expect(outcome.text).not.toContain(` n${name}\n`);
    }));

  it("merges its result again without a change", () =>
    property(async (all) => {
      const versions = texts(all);
      const outcome = await merge("a.py", versions);
      if (outcome.kind === "conflict") return;
      const again = { ...versions, base: versions.generated, current: outcome.text };
      expect(await merge("a.py", again)).toEqual({ ...outcome, marked: 0 });
    }));
});
