import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { fault } from "../../../src/diagnostics/catalogue.ts";
import { renderEnvelope } from "../../../src/diagnostics/render-json.ts";

const range = { start: { line: 1, column: 1 }, end: { line: 1, column: 2 } };
const place = { file: "a.json", pointer: "/a", within: { start: 0, end: 1 }, range };
const diagnostic = fault("wrong-type", {
  message: "m",
  place,
  expected: "e",
  suggestions: ["s"],
  help: "h",
  related: [{ place, message: "r" }],
  fix: { description: "d", edits: [{ place, text: "t" }] },
});

function schemaOf(name: string): object {
  const path = new URL(`../../../schemas/${name}.v1.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
ajv.addVocabulary(["patternErrorMessage"]);
ajv.addSchema(schemaOf("diagnostic"));
const fits = ajv.compile(schemaOf("envelope"));

describe("the envelope of `--json`", () => {
  const failed = { command: "validate", exitCode: 1, diagnostics: [diagnostic] };
  const done = { command: "plan", exitCode: 0, diagnostics: [], result: { files: [] } };

  it.each([failed, done])("fits its schema ($command)", (contents) => {
    fits(JSON.parse(renderEnvelope(contents)));
    expect(fits.errors ?? []).toEqual([]);
  });

  it("is ok where the exit code is 0", () => {
    expect(JSON.parse(renderEnvelope(done))).toMatchObject({ ok: true, exit_code: 0 });
  });

  it("has null where there is no result", () => {
    expect(JSON.parse(renderEnvelope(failed))).toMatchObject({ ok: false, result: null });
  });

  it("has ranges, and not the offsets that they were found by", () => {
    const text = renderEnvelope(failed);
    expect([text.includes('"range"'), text.includes('"within"')]).toEqual([true, false]);
  });
});
