import { describe, expect, it } from "vitest";
import { parseDocument } from "../../../src/pipeline/load/index.ts";
import { validateLock } from "../../../src/pipeline/validate/index.ts";

const hash = "0".repeat(64);
const lock = {
  $schema: ".scaffold/schemas/lock.v1.json",
  version: 1,
  engine: "1.0.0",
  formatter: "ruff_fmt 0.15.20",
  blueprints: {
    "create-model-{resource}": {
      version: "1.0.0",
      origin: "built-in",
      document: hash,
      templates: hash,
    },
  },
};

async function validateMembers(members: object) {
  const text = JSON.stringify({ ...lock, ...members });
  const { value } = parseDocument({ file: "scaffold.lock.json", origin: "project", text });
  if (!value) throw new Error("the test's document is no JSON");
  return validateLock(value);
}

describe("a lock", () => {
  it("is given as it was written", async () => {
    const { value, diagnostics } = await validateMembers({});
    expect(diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(value))).toEqual(lock);
  });

  it("is not given where it is damaged", async () => {
    const { value, diagnostics } = await validateMembers({ engine: 1 });
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ place }) => place?.pointer)).toEqual(["/engine"]);
  });

  it("of a later format is refused", async () => {
    const { diagnostics } = await validateMembers({ version: 2 });
    expect(diagnostics[0]).toMatchObject({ code: "unknown-value", place: { pointer: "/version" } });
  });
});
