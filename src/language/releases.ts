/** The numbers of a version that is a release and nothing more, as nearly all are: `3.12`. */
export type Release = readonly number[];

const form = /^\d{1,9}(?:\.\d{1,9})*$/;

/** @returns undefined where a version has an epoch, a suffix, or is none (PEP 440). */
export function readRelease(version: string): Release | undefined {
  return form.test(version) ? version.split(".").map(Number) : undefined;
}

/** Negative where the first comes before; what is not given is zero: `3` is `3.0`. */
export function compareReleases(one: Release, other: Release): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
