import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Blueprint } from "../../../src/model/blueprint.ts";
import type { Json } from "../../../src/model/json.ts";
import { parseDocument } from "../../../src/pipeline/load/index.ts";
import { validate } from "../../../src/pipeline/validate/validate.ts";

async function validateText(text: string, file = "blueprints/create-route.blueprint.json") {
  const { value } = parseDocument({ file, origin: "project", text });
  if (!value) throw new Error("the test's document is no JSON");
  return validate([value]);
}

const metadata = { name: "create-x", version: "1.0.0", category: "x", description: "X" };

async function blueprintOf(members: Json): Promise<Blueprint> {
  const { value, diagnostics } = await validateText(
    JSON.stringify({ metadata, ...(members as object) }),
  );
  expect(diagnostics).toEqual([]);
  const [blueprint] = value;
  if (!blueprint) throw new Error("no blueprint");
  return blueprint;
}

describe("the reference document", () => {
  const text = readFileSync(new URL("seed-blueprint.json", import.meta.url), "utf8");

  it("validates unchanged", async () => {
    expect((await validateText(text, "seed-blueprint.json")).diagnostics).toEqual([]);
  });

  it("becomes a blueprint with all that it says", async () => {
    const [blueprint] = (await validateText(text, "seed-blueprint.json")).value;
    expect(blueprint).toMatchObject({
      name: "create-route-user",
      stem: "seed-blueprint",
      requirements: ["fastapi", "pydantic", "sqlalchemy"],
      embeddedCode: "Jinja2 template with FastAPI patterns",
      dependsOn: [
        { blueprint: "create-model-{resource}", pointer: "/relationships/depends_on/0" },
        { blueprint: "create-service-{resource}", pointer: "/relationships/depends_on/1" },
      ],
      generates: [{ path: "routes/{resource}_routes.py", ownership: "managed", mode: 0o644 }],
      testRequirements: ["unit", "integration"],
      performanceTargets: [{ metric: "response_time", operator: "<", value: 200, unit: "ms" }],
    });
  });
});

describe("the example of the schema", () => {
  const schema = new URL("../../../schemas/blueprint.v1.json", import.meta.url);

  it("is a blueprint without a fault", async () => {
    const [example] = JSON.parse(readFileSync(schema, "utf8")).examples;
    expect((await validateText(JSON.stringify(example))).diagnostics).toEqual([]);
  });
});

describe("a blueprint", () => {
  it("takes its stem from its file's name", async () => {
    expect((await blueprintOf({})).stem).toBe("create-route");
  });

  it("reads long and short entries alike", async () => {
    const short = await blueprintOf({
      relationships: { depends_on: ["create-y"], generates: ["a.py"] },
    });
    const long = await blueprintOf({
      relationships: { depends_on: [{ blueprint: "create-y" }], generates: [{ path: "a.py" }] },
    });
    expect([long.dependsOn, long.generates]).toEqual([short.dependsOn, short.generates]);
  });

  it("has the mode and the ownership that are asked for", async () => {
    const { generates } = await blueprintOf({
      relationships: { generates: [{ path: "a.sh", mode: "0755", ownership: "seed" }] },
    });
    expect(generates).toMatchObject([{ mode: 0o755, ownership: "seed" }]);
  });

  it("has slots with their defaults", async () => {
    const { slots } = await blueprintOf({
      slots: { "a.b": { schema: { name: { type: "string", required: true } }, key: "name" } },
    });
    expect(slots["a.b"]).toMatchObject({
      order: "key",
      duplicates: "equal",
      pointer: "/slots/a.b",
    });
  });

  it("has the same hash with CRLF, with LF and with a byte order mark", async () => {
    const text = JSON.stringify({ metadata }, null, 2);
    const hashes = await Promise.all(
      [text, text.replaceAll("\n", "\r\n"), `\uFEFF${text}`].map(
        async (one) => (await validateText(one)).value[0]?.hash,
      ),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it("is given in spite of faults, so that others are not blamed", async () => {
    const { value, diagnostics } = await validateText(
      JSON.stringify({ metadata: { ...metadata, version: "one" }, nonsense: 1 }),
    );
    expect(diagnostics).toHaveLength(2);
    expect(value.map(({ name }) => name)).toEqual(["create-x"]);
  });

  it("without a name is none", async () => {
    expect((await validateText('{"metadata":{}}')).value).toEqual([]);
  });

  it("knows the placeholder of its own name without the parameter", async () => {
    const { diagnostics } = await validateText(
      JSON.stringify({
        metadata: { ...metadata, name: "create-x-{resource}" },
        relationships: { generates: ["{resource}/{Resource}/{resources}.py"] },
      }),
    );
    expect(diagnostics).toEqual([]);
  });
});

/** Documents whose members have the right names and any values. */
const anyDocument = fc.object({
  key: fc.constantFrom(
    "metadata",
    "name",
    "parameters",
    "template",
    "relationships",
    "contributes",
    "slots",
    "validation",
    "depends_on",
    "generates",
    "when",
    "each",
    "path",
    "embedded_code",
    "imports",
    "dependencies",
    "schema",
    "key",
    "order",
    "enum",
    "pattern",
    "default",
    "type",
    "items",
    "performance_targets",
    "required_files",
    "__proto__",
    "constructor",
    "toString",
  ),
  values: [
    fc.string(),
    fc.constantFrom("{", "{a.b}", "{{", "array", "string", "key", "(a*)*$", "../x"),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  ],
  maxDepth: 5,
  withNullPrototype: true,
});

describe("any document at all", () => {
  it("gives diagnostics and never an exception", async () => {
    await fc.assert(
      fc.asyncProperty(anyDocument, async (members) => {
        const { diagnostics } = await validateText(JSON.stringify(members));
        expect(
          diagnostics.every(({ place, message }) => place?.file && !message.endsWith(".")),
        ).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
