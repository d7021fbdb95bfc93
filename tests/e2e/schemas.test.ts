import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProject, scaffold } from "../support/scaffold.ts";

const ajv = new Ajv2020({ strict: true, discriminator: true, allowUnionTypes: true });
ajv.addVocabulary(["patternErrorMessage"]);
for (const file of readdirSync("schemas")) {
  ajv.addSchema(JSON.parse(readFileSync(join("schemas", file), "utf8")));
}

/** What a schema finds wrong; nothing where the value fits. */
function faults(name: string, value: unknown): unknown {
  ajv.validate(`https://scaffold.dev/schemas/${name}.v1.json`, value);
  return ajv.errors ?? [];
}

describe("what the command line writes fits its schema", () => {
  let project = "";
  const file = (name: string) => JSON.parse(readFileSync(join(project, name), "utf8"));

  beforeAll(() => {
    project = buildProject([
      ["new", "shop"],
      ["endpoint", "--type", "crud", "product"],
    ]);
  });

  it("the manifest", () => expect(faults("manifest", file("scaffold.json"))).toEqual([]));
  it("the lock", () => expect(faults("lock", file("scaffold.lock.json"))).toEqual([]));

  it.each([
    ["plan", "--json"],
    ["remove", "product", "--dry-run", "--json"],
    ["endpoint", "--type", "crud", "review", "product:ref:product", "--dry-run", "--json"],
    ["endpoint", "--type", "crud", "product", "--drop", "name", "--dry-run", "--json"],
  ])("the plan of %s %s %s %s %s", (...words) => {
    const { result } = JSON.parse(scaffold(project, words).stdout);
    expect(faults("plan", result)).toEqual([]);
  });

  it("the receipt of undo", () => {
    const { result } = JSON.parse(scaffold(project, ["undo", "--dry-run", "--json"]).stdout);
    expect(faults("receipt", result)).toEqual([]);
  });

  it("the receipts of undo --list", () => {
    const { result } = JSON.parse(scaffold(project, ["undo", "--list", "--json"]).stdout);
    expect(result.receipts.flatMap((receipt: unknown) => faults("receipt", receipt))).toEqual([]);
    expect(result.receipts).toHaveLength(1);
  });

  it("the drift, with the diff of an edited file", () => {
    writeFileSync(join(project, "src/shop/main.py"), "# mine\n");
    const { result } = JSON.parse(scaffold(project, ["status", "--diff", "--json"]).stdout);
    expect(faults("drift", result)).toEqual([]);
    expect(JSON.stringify(result)).toContain("+# mine");
  });

  it.each([
    ["plan", "--json"],
    ["status", "--json"],
    ["check", "--strict", "--json"],
    ["graph", "--json"],
    ["blueprint", "list", "--json"],
    ["blueprint", "show", "endpoint-crud", "--json"],
    ["where", "src/shop/main.py", "--json"],
    ["where", "nowhere.py", "--json"],
    ["validate", "--check-all", "--json"],
    ["validate", "no-such-file.json", "--json"],
    ["doctor", "--json"],
    ["endpoint", "--type", "crud", "product", "name:strin", "--json"],
    ["frobnicate", "--json"],
  ])("the envelope of %s %s %s", (...words) => {
    expect(faults("envelope", JSON.parse(scaffold(project, words).stdout))).toEqual([]);
  });
});
