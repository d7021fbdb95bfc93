import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findDrift, preview } from "../../src/engine.ts";
import { describeDrift, describePreview } from "./describe-preview.ts";
import { caseFile, cases, openCase } from "./open-case.ts";

describe("a preview says what would happen and what is wrong", () => {
  it.each(cases)("%s", async (name) => {
    const { ports, request } = await openCase(name);
    const [first, second] = [ports(), ports()];
    const found = describePreview(await preview(request, first), first);
    const file = caseFile(name, "expected.txt");
    if (process.env.UPDATE) writeFileSync(file, found);
    expect(found).toBe(readFileSync(file, "utf8"));
    expect(describePreview(await preview(request, second), second)).toBe(found);
  });
});

describe("drift tells of each file who changed it", () => {
  const withDrift = cases.filter((name) => existsSync(caseFile(name, "drift.txt")));

  it.each(withDrift)("%s", async (name) => {
    const { ports } = await openCase(name);
    const opened = ports();
    const found = describeDrift(await findDrift(opened), opened);
    const file = caseFile(name, "drift.txt");
    if (process.env.UPDATE) writeFileSync(file, found);
    expect(found).toBe(readFileSync(file, "utf8"));
  });
});
