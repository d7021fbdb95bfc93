import { satisfies } from "@renovatebot/pep440/lib/specifier.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admitsBefore,
  admittedVersions,
  intersectSpecifiers,
} from "../../../src/language/version-specifier.ts";

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

describe("clauses of releases are read as PEP 440 says", () => {
  const release = fc
    .array(fc.constantFrom("0", "00", "1", "2", "10", "11"), { minLength: 1, maxLength: 4 })
    .map((numbers) => numbers.join("."));
  const operator = fc.constantFrom("==", "!=", "<=", ">=", "<", ">");
  const clause = fc.tuple(operator, release).map(([sign, version]) => `${sign}${version}`);
  const specifier = fc.array(clause, { minLength: 1, maxLength: 3 }).map((all) => all.join(","));

  it("so that they admit what its own reader admits", () => {
    fc.assert(
      fc.property(specifier, release, (text, version) => {
        const expected = satisfies(`${version}.999`, text) ? [version] : [];
        expect(admittedVersions(text, [version])).toEqual(expected);
      }),
    );
  });

  it("so that what two of them have in common is what both admit", () => {
    fc.assert(
      fc.property(specifier, specifier, release, (one, other, version) => {
        const common = intersectSpecifiers([one, other]);
        const inBoth = [one, other].every((text) => satisfies(version, text));
        expect(common !== undefined && satisfies(version, common)).toBe(inBoth);
      }),
    );
  });
});
