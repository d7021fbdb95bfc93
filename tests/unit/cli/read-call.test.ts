import { describe, expect, it } from "vitest";
import { calledVerb, readCall } from "../../../src/cli/read-call.ts";

function read(line: string) {
  return readCall(line.split(" "));
}

describe("readCall", () => {
  it("knows what holds where nothing is said", () => {
    expect(readCall(["status"])).toEqual({
      options: { json: false, yes: false, dryRun: false, input: true, color: true, sync: true },
      operands: ["status"],
    });
  });

  it.each([
    ["status --json", { json: true }],
    ["remove note -y", { yes: true }],
    ["remove note --dry-run", { dryRun: true }],
    ["remove note --no-input --no-color --no-fsync", { input: false, color: false, sync: false }],
    ["remove note -yn", { yes: true, dryRun: true }],
    ["-ny remove note", { yes: true, dryRun: true }],
    ["remove note -nC ../other", { dryRun: true, project: "../other" }],
    ["status -C../other", { project: "../other" }],
    ["status --project=x=1", { project: "x=1" }],
    ["status -C a -C b", { project: "b" }],
    ["status -C --json", { json: false, project: "--json" }],
  ])("reads the options of `%s`", (line, options) => {
    expect(read(line).options).toMatchObject(options);
  });

  it("takes nothing behind `--` for an option", () => {
    expect(read("remove -- -n").options.dryRun).toBe(false);
  });

  it("takes a flag for one although it may be meant as the value of a command's option", () => {
    expect(read("new shop --description -n").options.dryRun).toBe(true);
    expect(read("new shop --description=-n").options.dryRun).toBe(false);
  });

  it("reads the rest where the value of the last word is missing", () => {
    expect(read("status --json -C")).toMatchObject({
      options: { json: true },
      operands: ["status"],
    });
  });
});

describe("calledVerb", () => {
  it.each([
    ["status", "status"],
    ["-C ../other status", "status"],
    ["-nC ../other status", "status"],
    ["endpoint --type crud product", "endpoint"],
    ["help endpoint", "endpoint"],
    ["--json help endpoint", "endpoint"],
    ["--type crud", undefined],
    ["--help", undefined],
  ])("of `%s` is %s", (line, verb) => {
    expect(calledVerb(read(line).operands)).toBe(verb);
  });
});
