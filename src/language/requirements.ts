import { canonicalMarker } from "./markers.ts";
import { intersectSpecifiers, isSpecifier } from "./version-specifier.ts";

/** What a project needs of others, from one line of PEP 508. */
export interface Requirement {
  /** As it was written. */
  readonly name: string;
  /** Lower case, with `-` between its parts (PEP 503); one package has one. */
  readonly normalizedName: string;
  /** Normalized and sorted. */
  readonly extras: readonly string[];
  /** Version bounds (PEP 440) without spaces; empty where any version will do. */
  readonly specifier: string;
  /** In canonical form; empty where it is needed everywhere. */
  readonly marker: string;
}

/** A requirement, or why the text is none. */
export interface RequirementReading {
  readonly requirement?: Requirement;
  readonly problem?: { readonly message: string; readonly expected: string };
}

const maximumLength = 1_000;
const nameForm = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const extrasForm = /^\[([A-Za-z0-9._,\s-]*)\]/;
const example = "a name and bounds of its version, such as `sqlalchemy[asyncio]>=2,<3`";

function refused(message: string, expected = example): RequirementReading {
  return { problem: { message, expected } };
}

/** The one form of a package's name: `Foo._Bar` gives `foo-bar` (PEP 503). */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function readExtras(text: string): readonly string[] | undefined {
  const names = text.trim() === "" ? [] : text.split(",").map((name) => name.trim());
  if (names.some((name) => nameForm.exec(name)?.[0] !== name)) return undefined;
  return [...new Set(names.map(normalizeName))].sort();
}

/** Takes the brackets off `(>=1,<2)`, which an older form of requirements has. */
function withoutParentheses(text: string): string {
  return text.startsWith("(") && text.endsWith(")") ? text.slice(1, -1) : text;
}

const readings = new Map<string, RequirementReading>();
const maximumReadings = 1_000;

/**
 * Reads a requirement (PEP 508). Addresses are refused: a package with them cannot be published.
 * Each text is read once, since the blueprints of a project name the same few packages.
 */
export function parseRequirement(text: string): RequirementReading {
  const known = readings.get(text);
  if (known) return known;
  const reading = readRequirement(text);
  if (readings.size >= maximumReadings) readings.clear();
  readings.set(text, reading);
  return reading;
}

function readRequirement(text: string): RequirementReading {
  if (text.length > maximumLength || /[\r\n\0]/.test(text)) {
    return refused("A requirement is one line of at most 1000 characters");
  }
  const [head = "", ...markers] = text.trim().split(";");
  const name = nameForm.exec(head)?.[0];
  if (name === undefined) return refused("The requirement does not begin with a name");
  const afterName = head.slice(name.length).trimStart();
  const bracket = extrasForm.exec(afterName);
  const rest = afterName.slice(bracket?.[0].length ?? 0).trim();
  if (rest.startsWith("@") || head.includes("://")) {
    return refused(
      `The requirement \`${name}\` is an address, which a published package may not have`,
    );
  }
  const extras = readExtras(bracket?.[1] ?? "");
  if (!extras || rest.startsWith("[")) {
    return refused(
      `The extras of \`${name}\` cannot be read`,
      "names with commas, such as `[asyncio]`",
    );
  }
  const specifier = withoutParentheses(rest).replace(/\s+/g, " ").trim();
  if (!isSpecifier(specifier)) {
    return refused(
      `The version of \`${name}\` cannot be read`,
      "bounds such as `>=2,<3` (PEP 440)",
    );
  }
  return withMarker({ name, extras, specifier: specifier.replaceAll(" ", "") }, markers.join(";"));
}

function withMarker(
  read: Pick<Requirement, "name" | "extras" | "specifier">,
  text: string,
): RequirementReading {
  const marker = text.trim() === "" ? "" : canonicalMarker(text);
  if (marker === undefined) {
    return refused(
      `The marker of \`${read.name}\` cannot be read`,
      'a condition such as `python_version < "3.12"` (PEP 508)',
    );
  }
  return { requirement: { ...read, normalizedName: normalizeName(read.name), marker } };
}

/** A requirement in its canonical form, under its normalized name. */
export function printRequirement(requirement: Requirement): string {
  const { normalizedName, extras, specifier, marker } = requirement;
  const extrasText = extras.length > 0 ? `[${extras.join(",")}]` : "";
  return `${normalizedName}${extrasText}${specifier}${marker === "" ? "" : `; ${marker}`}`;
}

/** Requirements of one package of which no version satisfies all. */
export interface RequirementConflict {
  readonly name: string;
  /** Positions in the list that was given. */
  readonly indexes: readonly number[];
}

/** Requirements, one for each package and marker. */
export interface MergedRequirements {
  /** Canonical, sorted by the names of the packages. */
  readonly requirements: readonly string[];
  readonly conflicts: readonly RequirementConflict[];
}

/** By code units, the same on every machine; `pydantic` comes before `pydantic-settings`. */
function byName(one: Requirement, other: Requirement): number {
  const order = (a: string, b: string) => Number(a > b) - Number(a < b);
  return order(one.normalizedName, other.normalizedName) || order(one.marker, other.marker);
}

/**
 * Makes one requirement of all that name one package under one marker: all bounds hold, and all
 * extras are asked for. What is no requirement is left out: it was reported where it was read.
 */
export function mergeRequirements(texts: readonly string[]): MergedRequirements {
  const groups = new Map<string, { readonly index: number; readonly requirement: Requirement }[]>();
  for (const [index, text] of texts.entries()) {
    const { requirement } = parseRequirement(text);
    if (!requirement) continue;
    const key = `${requirement.normalizedName};${requirement.marker}`;
    const group = groups.get(key) ?? [];
    group.push({ index, requirement });
    groups.set(key, group);
  }
  const merged: Requirement[] = [];
  const conflicts: RequirementConflict[] = [];
  for (const group of groups.values()) {
    const [first] = group;
    if (!first) continue;
    const specifier = intersectSpecifiers(group.map(({ requirement }) => requirement.specifier));
    const extras = [...new Set(group.flatMap(({ requirement }) => requirement.extras))].sort();
    if (specifier === undefined) {
      const indexes = group.map(({ index }) => index);
      conflicts.push({ name: first.requirement.normalizedName, indexes });
    } else merged.push({ ...first.requirement, specifier, extras });
  }
  return { requirements: merged.sort(byName).map(printRequirement), conflicts };
}
