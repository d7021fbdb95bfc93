import compare from "semver/functions/compare.js";
import semverSatisfies from "semver/functions/satisfies.js";
import valid from "semver/functions/valid.js";
import validRange from "semver/ranges/valid.js";

const maximumLength = 256;

const release = /^(0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})\.(?:0|[1-9]\d{0,8})$/;
const sameMajor = /^\^(0|[1-9]\d{0,8})$/;

/**
 * Nearly every version is a release, and nearly every range is all of one major version: to make the
 * patterns ready that read all others takes longer than these do.
 */
function majorOf(text: string, form: RegExp): string | undefined {
  return form.exec(text)?.[1];
}

/** Whether a text is a semantic version in full, such as `1.2.3` or `2.0.0-rc.1`. */
export function isVersion(text: string): boolean {
  if (majorOf(text, release) !== undefined) return true;
  const isPlain = /^[0-9]/.test(text) && text.length <= maximumLength;
  return isPlain && text === text.trim() && valid(text) !== null;
}

/** Whether a text is a range of semantic versions, such as `^1` or `>=1.2 <3`; `*` is all. */
export function isRange(text: string): boolean {
  if (majorOf(text, sameMajor) !== undefined) return true;
  return text.trim() !== "" && text.length <= maximumLength && validRange(text) !== null;
}

/** Whether a version lies in a range; false where either is none. */
export function satisfies(version: string, range: string): boolean {
  const major = majorOf(version, release);
  const admitted = majorOf(range, sameMajor);
  if (major !== undefined && admitted !== undefined) return major === admitted;
  return isVersion(version) && isRange(range) && semverSatisfies(version, range);
}

/** Orders two semantic versions: negative where the first is older. @throws TypeError where one is none. */
export function compareVersions(a: string, b: string): number {
  return a === b && isVersion(a) ? 0 : compare(a, b);
}
