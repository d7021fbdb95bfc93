import { compare } from "@renovatebot/pep440/lib/operator.js";
import { parse, satisfies } from "@renovatebot/pep440/lib/specifier.js";

/** One bound of a version specifier (PEP 440): `>=2.0`. */
interface Clause {
  readonly operator: string;
  readonly version: string;
  /** Whether it ends in `.*`. */
  readonly isPrefix: boolean;
}

const maximumLength = 500;
/** Of a minor version (`3.12`) the newest release is run: one that comes after all that are known. */
const newestRelease = 999;
/** How the bounds of one specifier are ordered when it is printed. */
const printOrder = ["===", "==", "~=", ">=", ">", "!=", "<=", "<"];

function clausesOf(specifier: string): readonly Clause[] | undefined {
  if (specifier.length > maximumLength) return undefined;
  const parsed: ReturnType<typeof parse> | null = parse(specifier);
  return parsed?.map(({ operator, version, prefix }) => ({
    operator,
    version,
    isPrefix: prefix !== undefined && prefix !== "",
  }));
}

function print({ operator, version, isPrefix }: Clause): string {
  return `${operator}${version}${isPrefix ? ".*" : ""}`;
}

/** Whether every part of a text is a bound of PEP 440. `===` is refused: it compares as text. */
export function isSpecifier(text: string): boolean {
  const clauses = clausesOf(text);
  return (
    clauses?.every(({ operator, version }) => operator !== "===" && version !== undefined) ?? false
  );
}

/** The release part of a version with its epoch: `1!2.0rc1` gives `1!` and 2, 0. */
function releaseOf(version: string) {
  const match = /^v?(\d+!)?(\d+(?:\.\d+)*)/i.exec(version);
  return { epoch: match?.[1] ?? "", release: (match?.[2] ?? "0").split(".") };
}

/**
 * Versions at and just beside a bound. If any version satisfies several bounds, one of these does:
 * what is allowed are stretches that begin at a bound, right behind one, or behind a prefix.
 */
function versionsNear({ version }: Clause): readonly string[] {
  const { epoch, release } = releaseOf(version);
  const plain = `${epoch}${release.join(".")}`;
  const bumped = release.map((_, index) => {
    const kept = release.slice(0, index + 1);
    return `${epoch}${[...kept.slice(0, -1), String(BigInt(kept.at(-1) ?? 0) + 1n)].join(".")}`;
  });
  return [version, plain, `${plain}.0.0.0.1`, ...bumped];
}

/** Of several lower bounds the greatest says it all, of several upper ones the least. */
function strongest(clauses: readonly Clause[], operators: readonly [string, string], sign: 1 | -1) {
  const [inclusive] = operators;
  const bounds = clauses.filter(({ operator }) => operators.includes(operator));
  return bounds
    .sort(
      (a, b) =>
        sign * compare(b.version, a.version) ||
        Number(a.operator === inclusive) - Number(b.operator === inclusive),
    )
    .slice(0, 1);
}

function simplified(clauses: readonly Clause[]): readonly Clause[] {
  const exact = clauses.find(({ operator, isPrefix }) => operator === "==" && !isPrefix);
  if (exact) return [exact];
  const others = clauses.filter(({ operator }) => !["<", "<=", ">", ">="].includes(operator));
  return [...strongest(clauses, [">=", ">"], 1), ...others, ...strongest(clauses, ["<=", "<"], -1)];
}

/**
 * The specifier of the versions that lie in all of several.
 *
 * @returns undefined where there is none; an empty text where all versions do.
 */
export function intersectSpecifiers(specifiers: readonly string[]): string | undefined {
  const all = [...new Set(specifiers)].flatMap((specifier) => clausesOf(specifier) ?? []);
  const candidates = [...all.flatMap(versionsNear), "0"];
  const joined = all.map(print).join(",");
  const isPossible = candidates.some((version) =>
    satisfies(version, joined, { prereleases: true }),
  );
  if (!isPossible) return undefined;
  const texts = new Set(simplified(all).map(print));
  const rank = (text: string) => printOrder.findIndex((operator) => text.startsWith(operator));
  return [...texts].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)).join(",");
}

/** Those of some minor versions (`3.12`) whose newest release a specifier admits. */
export function admittedVersions(
  specifier: string,
  versions: readonly string[],
): readonly string[] {
  return versions.filter((version) => satisfies(`${version}.${newestRelease}`, specifier));
}

/** Whether a specifier admits any release before a version. */
export function admitsBefore(specifier: string, version: string): boolean {
  return intersectSpecifiers([specifier, `<${version}`]) !== undefined;
}
