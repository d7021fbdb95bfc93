import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { buildProject, scaffold } from "../support/scaffold.ts";

const PRODUCT = ["endpoint", "--type", "crud", "product"];

let project = "";

beforeAll(() => {
  project = buildProject([
    ["new", "shop"],
    [...PRODUCT, "name:string"],
  ]);
});

function exitCodeOf(words: readonly string[]): number | null {
  return scaffold(project, [...words, "--dry-run"]).exitCode;
}

describe("the exit code is 2 where a call cannot be carried out", () => {
  it.each([
    ["an unknown command", ["exprot"]],
    ["an unknown option", ["plan", "--nope"]],
    ["an unknown type", ["endpoint", "--type", "nope"]],
    ["a blueprint that there is not", ["blueprint", "show", "nope"]],
    ["a document that there is not", ["validate", "nope.json"]],
    ["a file of a plan that there is not", ["apply", "nope"]],
    ["a plan that there is not", ["apply", "0123456789abcdef"]],
    ["a file that is no plan", ["apply", "README.md"]],
    ["a use that there is not", ["remove", "nope"]],
    ["a file that is not generated", ["where", "nope"]],
    ["a field to drop that there is not", [...PRODUCT, "--drop", "nope"]],
    ["a field to rename that there is not", [...PRODUCT, "--rename", "nope:title"]],
    ["a folder that there is not", ["plan", "--project", "nope"]],
  ])("%s", (_, words) => {
    expect(exitCodeOf(words)).toBe(2);
  });
});

describe("the exit code is 1 where what it would make of the project is invalid", () => {
  it.each([
    ["a field", [...PRODUCT, "stock:itn"]],
    ["a field that is named twice", [...PRODUCT, "a:string:optional", "a:text:optional"]],
    ["a reference", [...PRODUCT, "shop:ref:shop:optional"]],
    ["an argument", [...PRODUCT, "--page-size", "0"]],
    ["a setting of the project", ["new", "other", "--database", "mysql"]],
    ["an argument of the project", ["new", "other", "--auth", "nope"]],
    ["versions", ["new", "other", "--python", "nope"]],
  ])("%s", (_, words) => {
    expect(exitCodeOf(words)).toBe(1);
  });
});

describe("the exit code is 0", () => {
  it.each([
    ["where nothing is wrong", ["validate"]],
    ["where a person asks for help", ["endpoint", "--help"]],
    ["where a file comes from a blueprint", ["where", join("src", "shop", "main.py")]],
  ])("%s", (_, words) => {
    expect(exitCodeOf(words)).toBe(0);
  });
});
