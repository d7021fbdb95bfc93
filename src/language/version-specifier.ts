import { compare } from "@renovatebot/pep440/lib/operator.js";
import { parse, satisfies } from "@renovatebot/pep440/lib/specifier.js";
import { compareReleases, readRelease } from "./releases.ts";

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

const releaseClause = /^ ?(==|!=|<=|>=|<|>) ?(\d{1,9}(?:\.\d{1,9})*) ?$/;

/** Clauses of releases alone; undefined where a specifier has others. */
function releaseClauses(specifier: string): readonly Clause[] | undefined {
  const clauses: Clause[] = [];
  for (const text of specifier.split(",")) {
    const [, operator, version] = releaseClause.exec(text) ?? [];
    if (operator === undefined || version === undefined) return undefined;
    clauses.push({ operator, version, isPrefix: false });
  }
  return clauses;
}

function clausesOf(specifier: string): readonly Clause[] | undefined {
  if (specifier.length > maximumLength) return undefined;
  // To make the patterns ready that read all of PEP 440 takes longer than a project's specifiers do.
  const ofReleases = releaseClauses(specifier);
  if (ofReleases) return ofReleases;
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

function compareVersions(one: string, other: string): number {
  const [release, otherRelease] = [readRelease(one), readRelease(other)];
  return release && otherRelease ? compareReleases(release, otherRelease) : compare(one, other);
}

const acceptedOrders: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
};

/** Whether a clause admits a version, also one before a release. */
function admits(clause: Clause, version: string): boolean {
  const [release, bound] = [readRelease(version), readRelease(clause.version)];
  const isAccepted = clause.isPrefix ? undefined : acceptedOrders[clause.operator];
  if (release && bound && isAccepted) return isAccepted(compareReleases(release, bound));
  return satisfies(version, print(clause), { prereleases: true });
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
        sign * compareVersions(b.version, a.version) ||
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
  const isPossible = candidates.some((version) => all.every((clause) => admits(clause, version)));
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
  const clauses = clausesOf(specifier);
  if (!clauses) return [];
  return versions.filter((version) =>
    clauses.every((clause) => admits(clause, `${version}.${newestRelease}`)),
  );
}

/** Whether a specifier admits any release before a version. */
export function admitsBefore(specifier: string, version: string): boolean {
  return intersectSpecifiers([specifier, `<${version}`]) !== undefined;
}
