import compare from "semver/functions/compare.js";
import semverSatisfies from "semver/functions/satisfies.js";
import valid from "semver/functions/valid.js";
import validRange from "semver/ranges/valid.js";

const maximumLength = 256;

/** Whether a text is a semantic version in full, such as `1.2.3` or `2.0.0-rc.1`. */
export function isVersion(text: string): boolean {
  const isPlain = /^[0-9]/.test(text) && text.length <= maximumLength;
  return isPlain && text === text.trim() && valid(text) !== null;
}

/** Whether a text is a range of semantic versions, such as `^1` or `>=1.2 <3`; `*` is all. */
export function isRange(text: string): boolean {
  return text.trim() !== "" && text.length <= maximumLength && validRange(text) !== null;
}

/** Whether a version lies in a range; false where either is none. */
export function satisfies(version: string, range: string): boolean {
  return isVersion(version) && isRange(range) && semverSatisfies(version, range);
}

/** Orders two semantic versions: negative where the first is older. @throws TypeError where one is none. */
export function compareVersions(a: string, b: string): number {
  return compare(a, b);
}
