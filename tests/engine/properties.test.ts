import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { preview } from "../../src/engine.ts";
import type { Json } from "../../src/model/json.ts";
import type { Ports } from "../../src/ports.ts";
import { createMemoryFileSystem } from "../support/memory-file-system.ts";
import { describePreview } from "./describe-preview.ts";
import { portsFactory } from "./engine-ports.ts";
import { manifestWith, smallBackend } from "./fixed-documents.ts";

const portsFor = portsFactory();
const uses: readonly Json[] = [
  { blueprint: "endpoint", with: { resource_name: "order", plural: "orders" } },
  { blueprint: "endpoint", with: { resource_name: "item", fields: ["order:ref:order"] } },
  { blueprint: "model-person", with: { fields: ["friend:ref:person:optional", "age:int:0.."] } },
  { blueprint: "service-person", with: { size: 2 } },
];

function portsWith(files: Readonly<Record<string, string>>): Ports {
  return portsFor(createMemoryFileSystem(files));
}

async function outputsOf(files: Readonly<Record<string, string>>) {
  const { value, diagnostics } = await preview({ changes: [] }, portsWith(files));
  expect(diagnostics).toEqual([]);
  return value?.changeSet.files
    .filter(({ path }) => path !== "scaffold.json")
    .map(({ path, generated, mode }) => ({ path, generated, mode }));
}

/** Lists blueprint documents in another order than by name. */
function withFolderOrder(ports: Ports, order: (names: readonly string[]) => readonly string[]) {
  const { fileSystem } = ports;
  return {
    ...ports,
    fileSystem: { ...fileSystem, list: (path: string) => order(fileSystem.list(path)) },
  };
}

const hostile = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 60,
    "",
    "x".repeat(3_000),
    "{resource}",
    "../..",
    "a\u0000b",
    "\ud800",
    "{{ x }}",
  ),
  fc.constantFrom<Json>(
    [],
    {},
    [[]],
    [null],
    "__proto__",
    "constructor",
    "{__proto__}",
    "create-{resource}{resource}",
  ),
  fc.integer({ min: 1, max: 400 }).map((depth): Json => {
    let value: Json = 1;
    for (let level = 0; level < depth; level += 1) value = level % 2 ? [value] : { a: value };
    return value;
  }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json),
);
const hostileKey = fc.constantFrom(
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "",
  "a/b~c",
  "name",
  "when",
  "resource",
  "item",
);

interface Mutation {
  readonly at: number;
  readonly kind: "replace" | "remove" | "add";
  readonly key: string;
  readonly value: Json;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom("replace", "remove", "add"),
  key: hostileKey,
  value: hostile,
});

type Holder = Record<string, Json>;

/** Every member of a document with the object or list that holds it. */
function membersOf(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [[holder, key] as const, ...membersOf(holder[key])]);
}

function define(holder: Holder, key: string, value: Json): void {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** Breaks a valid document in some places. */
function mutate(text: string, mutations: readonly Mutation[]): string {
  const document = JSON.parse(text);
  for (const { at, kind, key, value } of mutations) {
    const members = membersOf(document);
    const [holder, member] = members[at % Math.max(1, members.length)] ?? [];
    if (!holder || member === undefined) continue;
    const copy: Json = JSON.parse(JSON.stringify(value));
    if (kind === "remove") delete holder[member];
    else define(holder, kind === "replace" || Array.isArray(holder) ? member : key, copy);
  }
  return JSON.stringify(document);
}

const files = { "scaffold.json": manifestWith(uses), ...smallBackend };
const documents = Object.keys(files).filter((path) => path.endsWith(".json"));

describe("hostile documents", () => {
  it("give diagnostics that can be printed, and never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...documents),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        async (path, mutations) => {
          const broken = {
            ...files,
            [path]: mutate(files[path as keyof typeof files] ?? "", mutations),
          };
          const ports = portsWith(broken);
          const result = await preview({ changes: [] }, ports);
          expect(describePreview(result, ports)).not.toBe("");
          expect(result.value ?? result.diagnostics[0]).toBeDefined();
        },
      ),
      { numRuns: 400 },
    );
  });

  it("that are cut off are faults of the file", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), async (path, at) => {
        const text = (files[path as keyof typeof files] ?? "").trimEnd();
        const ports = portsWith({ ...files, [path]: text.slice(0, at % text.length) });
        const { diagnostics } = await preview({ changes: [] }, ports);
        expect(diagnostics.map(({ place }) => place?.file)).toContain(path);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the same input gives the same bytes", () => {
  it("in whatever order the uses stand", async () => {
    const expected = await outputsOf(files);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...uses], { minLength: uses.length }),
        async (order) => {
          expect(await outputsOf({ ...files, "scaffold.json": manifestWith(order) })).toEqual(
            expected,
          );
        },
      ),
      { numRuns: 24 },
    );
  });

  it("in whatever order the blueprints are listed", async () => {
    const expected = await preview({ changes: [] }, portsWith(files));
    const ports = withFolderOrder(portsWith(files), (names) => names.toReversed());
    const reversed = await preview({ changes: [] }, ports);
    expect(reversed.value?.changeSet).toEqual(expected.value?.changeSet);
    expect(expected.diagnostics).toEqual([]);
  });

  it("whatever the members of a document are sorted by", async () => {
    const sorted = Object.fromEntries(
      Object.entries(smallBackend).map(([path, text]) => {
        if (!path.endsWith(".json")) return [path, text];
        const members = Object.entries(JSON.parse(text)).toReversed();
        return [path, JSON.stringify(Object.fromEntries(members))];
      }),
    );
    expect(await outputsOf({ ...files, ...sorted })).toEqual(await outputsOf(files));
  });
});
