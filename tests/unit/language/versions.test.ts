import fc from "fast-check";
import semverSatisfies from "semver/functions/satisfies.js";
import { describe, expect, it } from "vitest";
import { compareVersions, isRange, isVersion, satisfies } from "../../../src/language/versions.ts";

describe("a semantic version", () => {
  it.each(["1.2.3", "0.0.0", "2.0.0-rc.1", "1.2.3+build"])("may be %s", (text) => {
    expect(isVersion(text)).toBe(true);
  });

  it.each([
    "",
    "1",
    "1.2",
    "v1.2.3",
    "=1.2.3",
    " 1.2.3",
    "01.2.3",
    "1.2.3.4",
    `1.0.0-${"x".repeat(300)}`,
  ])("is not %j", (text) => {
    expect(isVersion(text)).toBe(false);
  });

  it("is ordered by number, a release candidate before its release", () => {
    const sorted = ["1.10.0", "1.9.0", "1.10.0-rc.1"].sort(compareVersions);
    expect(sorted).toEqual(["1.9.0", "1.10.0-rc.1", "1.10.0"]);
  });
});

describe("a range of versions", () => {
  it.each(["^1", "1.x", "*", ">=1.2 <3", "1 || 2"])("may be %s", (text) => {
    expect(isRange(text)).toBe(true);
  });

  it.each(["", " ", "one", ">=", "^1.x.y.z"])("is not %j", (text) => {
    expect(isRange(text)).toBe(false);
  });

  it("holds the versions that satisfy it", () => {
    expect(satisfies("1.4.0", "^1")).toBe(true);
    expect(satisfies("2.0.0", "^1")).toBe(false);
  });

  it("holds nothing where it is no range", () => {
    expect(satisfies("1.0.0", "")).toBe(false);
  });

  it("holds them as the rules of semantic versions say", () => {
    const number = fc.constantFrom("0", "1", "2", "10", "01");
    const version = fc
      .tuple(number, number, number, fc.constantFrom("", "-rc.1", "+build"))
      .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);
    const range = fc
      .tuple(fc.constantFrom("^", "~", ">=", ""), number)
      .map(([sign, major]) => `${sign}${major}`);
    fc.assert(
      fc.property(version, range, (one, all) => {
        expect(satisfies(one, all)).toBe(semverSatisfies(one, all));
      }),
    );
  });
});
