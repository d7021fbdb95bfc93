import { resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTemplateStore } from "../../src/adapters/template-store.ts";
import { openEngine } from "../../src/cli/ports.ts";
import { apply } from "../../src/engine.ts";
import type { Manifest, ManifestChange, Use } from "../../src/model/manifest.ts";
import type { PreviewRequest } from "../../src/model/project.ts";
import type { Ports } from "../../src/ports.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { hostOf } from "../support/node-host.ts";
import { UNCOMMITTED } from "../support/scaffold.ts";
import { soundPreview } from "./sound-preview.ts";

/** `RUNS=1000 SEED=1 npx vitest run tests/properties/removal.test.ts` looks longer. */
const RUNS = Number(process.env.RUNS ?? 5);

/** Milliseconds; a run takes one second on a machine that does something else as well. */
const PATIENCE = Math.max(60_000, RUNS * 5_000);

const installed = openEngine({ packageRoot: resolve("."), version: "1.0.0" });

function portsOf(fileSystem: MemoryFileSystem): Ports {
  return {
    ...installed,
    fileSystem,
    host: hostOf("scaffold"),
    templates: createTemplateStore({ fileSystem, built: installed.templates }),
  };
}

const empty: Manifest = {
  scaffold: "^1",
  target: "fastapi",
  project: { name: "shop", package: "shop", python: ">=3.11", database: "sqlite" },
  uses: [{ blueprint: "create-project", with: {} }],
};

/** Does one step as the command line would. @returns the codes of what refused it. */
async function step(
  fileSystem: MemoryFileSystem,
  request: PreviewRequest,
): Promise<readonly string[]> {
  const ports = portsOf(fileSystem);
  const { value, diagnostics } = await soundPreview(request, ports);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (value && errors.length === 0) {
    await apply(value.changeSet, ports, { compiled: value.compiled });
  }
  return errors.map(({ code }) => code);
}

async function newProject(): Promise<MemoryFileSystem> {
  const fileSystem = createMemoryFileSystem();
  expect(await step(fileSystem, { changes: [], manifest: empty })).toEqual([]);
  return fileSystem;
}

function tree({ files }: MemoryFileSystem): Readonly<Record<string, string>> {
  const committed = [...files].filter(([path]) => !UNCOMMITTED.test(path));
  const entries = committed.map(([path, { text, mode }]) => [path, `${mode} ${text}`] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

const OF_HISTORY = /\/migrations\/versions\/|^\.scaffold\/state\//;

/** The tree without what was done to tables, which stays with what takes it back. */
function treeWithoutHistory(fileSystem: MemoryFileSystem): Readonly<Record<string, string>> {
  const entries = Object.entries(tree(fileSystem)).filter(([path]) => !OF_HISTORY.test(path));
  return Object.fromEntries(
    entries.map(([path, text]) => [
      path,
      path === ".scaffold/hashes"
        ? text
            .split("\n")
            .filter((line) => !OF_HISTORY.test(line))
            .join("\n")
        : text,
    ]),
  );
}

const RESOURCES = ["alpha_item", "beta", "gamma_2"] as const;
const FIELDS = [
  "title:string:1..80",
  "price:decimal:10.2",
  "contact:email:optional",
  "homepage:url:optional",
  "tags:json",
  "code:string:unique",
];

/** What one resource is used for, with fields that may refer to those before it. */
function usesOf(resource: string, others: readonly string[]): fc.Arbitrary<readonly Use[]> {
  const refs = others.flatMap((other) => [
    `${other}:ref:${other}:optional`,
    `${other}_list:refs:${other}`,
  ]);
  const fields = fc.subarray([...FIELDS, ...refs], { minLength: 1 });
  const options = fc.record(
    { soft_delete: fc.boolean(), owned: fc.boolean(), auth_required: fc.constant(true) },
    { requiredKeys: [] },
  );
  const model = (list: readonly string[]) => ({
    blueprint: `create-model-${resource}`,
    with: { fields: list },
  });
  const endpoint = (given: Use["with"]) => ({
    blueprint: "endpoint-crud",
    with: { resource_name: resource, ...given },
  });
  return fc.oneof(
    fc.tuple(fields, options).map(([list, more]) => [endpoint({ fields: list, ...more })]),
    fields.map((list) => [model(list)]),
    fields.map((list) => [model(list), endpoint({})]),
  );
}

/** Uses in an order in which each refers only to those before it. */
const anyUses: fc.Arbitrary<readonly Use[]> = fc
  .integer({ min: 1, max: RESOURCES.length })
  .chain((count) =>
    fc.tuple(...RESOURCES.slice(0, count).map((name, at) => usesOf(name, RESOURCES.slice(0, at)))),
  )
  .map((uses) => uses.flat());

function removal({ blueprint, with: { resource_name: resource } }: Use): ManifestChange {
  const named = typeof resource === "string" ? { resource } : {};
  return { kind: "remove", use: { blueprint, ...named } };
}

async function addAll(fileSystem: MemoryFileSystem, uses: readonly Use[]): Promise<void> {
  for (const use of uses) {
    expect(await step(fileSystem, { changes: [{ kind: "add", use }] })).toEqual([]);
  }
}

/** Removes uses in their order; one that another still needs waits until that one is gone. */
async function removeAll(fileSystem: MemoryFileSystem, uses: readonly Use[]): Promise<void> {
  let left = [...uses];
  while (left.length > 0) {
    const waiting: Use[] = [];
    for (const use of left) {
      const codes = await step(fileSystem, { changes: [removal(use)] });
      expect(codes.filter((code) => code !== "still-needed")).toEqual([]);
      if (codes.length > 0) waiting.push(use);
    }
    expect(waiting.length).toBeLessThan(left.length);
    left = waiting;
  }
}

describe("removing what was added", () => {
  it(
    "in any order gives the tree from before, outside of migrations and their state",
    async () => {
      const shuffled = anyUses.chain((uses) =>
        fc.tuple(fc.constant(uses), fc.shuffledSubarray([...uses], { minLength: uses.length })),
      );
      await fc.assert(
        fc.asyncProperty(shuffled, async ([uses, order]) => {
          const fileSystem = await newProject();
          const before = treeWithoutHistory(fileSystem);
          await addAll(fileSystem, uses);
          await removeAll(fileSystem, order);
          expect(treeWithoutHistory(fileSystem)).toEqual(before);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );

  it(
    "last added first gives the tree from before, migrations and their state too",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyUses, async (uses) => {
          const fileSystem = await newProject();
          const before = tree(fileSystem);
          await addAll(fileSystem, uses);
          await removeAll(fileSystem, uses.toReversed());
          expect(tree(fileSystem)).toEqual(before);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});
