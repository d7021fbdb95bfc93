import { describe, expect, it } from "vitest";
import { admitsBefore, admittedVersions } from "../../../src/language/version-specifier.ts";

const versions = ["3.11", "3.12", "3.13", "3.14"];

describe("a specifier admits the versions whose newest release it admits", () => {
  it.each([
    [">=3.11", "3.11 3.12 3.13 3.14"],
    [">=3.11,<4", "3.11 3.12 3.13 3.14"],
    [">=3.11,<3.13", "3.11 3.12"],
    [">=3.11.4", "3.11 3.12 3.13 3.14"],
    [">=3.11,<3.14.1", "3.11 3.12 3.13"],
    [">=3.11, <=3.13", "3.11 3.12"],
    [">=3.11,!=3.12.*", "3.11 3.13 3.14"],
    ["~=3.12", "3.12 3.13 3.14"],
    ["~=3.12.1", "3.12"],
    ["==3.13.*", "3.13"],
    ["==3.13.2", ""],
    [">=3.13,<3.12", ""],
    [">=4", ""],
  ])("%s: %s", (specifier, expected) => {
    expect(admittedVersions(specifier, versions).join(" ")).toBe(expected);
  });
});

describe("a specifier without a lower bound", () => {
  it.each(["<3.13", "!=3.12.*", ">=2.7", ">3.10", "~=3.9"])(
    "%s admits versions before 3.11",
    (specifier) => expect(admitsBefore(specifier, "3.11")).toBe(true),
  );

  it.each([">=3.11", ">3.11", "==3.11.*", "~=3.11.2", ">=3.10,!=3.10.*", ">=3.13,<3.12"])(
    "is not %s",
    (specifier) => expect(admitsBefore(specifier, "3.11")).toBe(false),
  );
});
