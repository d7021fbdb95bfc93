import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { isRange } from "../../../language/versions.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import { reservedNames } from "../known-names.ts";
import type { Rule } from "./rule.ts";

/** A blueprint does not depend on itself. */
export const dependsOnOthers: Rule = ({ blueprint, document: { file } }) =>
  blueprint.dependsOn
    .filter((dependency) => dependency.blueprint === blueprint.name)
    .map(({ pointer }) =>
      fault("self-dependency", {
        message: `\`${blueprint.name}\` depends on itself`,
        place: { file, pointer },
        related: [{ place: { file, pointer: "/metadata/name" }, message: "its name stands here" }],
        help: "Remove the entry; tables that point at each other use `refers_to`",
      }),
    );

/** Each dependency stands once. */
export const dependenciesAreDistinct: Rule = ({ blueprint, document: { file } }) => {
  const seen = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  for (const { blueprint: name, pointer, when } of blueprint.dependsOn) {
    const key = `${JSON.stringify(when)} ${name}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, pointer);
    else {
      diagnostics.push(
        fault("duplicate-item", {
          message: `The dependency on \`${name}\` stands twice`,
          place: { file, pointer },
          related: [{ place: { file, pointer: first }, message: "it stands here first" }],
          help: "Remove one of the two",
        }),
      );
    }
  }
  return diagnostics;
};

/** What is needed is not refused. */
export const relationsAgree: Rule = ({ blueprint, document: { file } }) =>
  blueprint.conflictsWith.flatMap((name, index) => {
    const place = { file, pointer: joinPointer("/relationships/conflicts_with", index) };
    if (name === blueprint.name) {
      return fault("contradictory-relation", {
        message: `\`${name}\` conflicts with itself`,
        place,
        help: "Remove the entry",
      });
    }
    const needed = blueprint.dependsOn.find((dependency) => dependency.blueprint === name);
    if (!needed) return [];
    return fault("contradictory-relation", {
      message: `\`${blueprint.name}\` conflicts with \`${name}\`, which it depends on`,
      place,
      related: [{ place: { file, pointer: needed.pointer }, message: "it depends on it here" }],
      help: "Remove one of the two entries",
    });
  });

/** Each alias names one thing, and nothing else has that name. */
export const aliasesAreDistinct: Rule = ({ blueprint, document: { file } }) => {
  const single = blueprint.refersTo.filter(({ each }) => each === undefined);
  const taken = new Map<string, string>();
  return [blueprint.dependsOn, single].flat().flatMap(({ alias, pointer }) => {
    if (alias === undefined) return [];
    const owner = reservedNames.has(alias)
      ? "templates see something else by that name"
      : Object.hasOwn(blueprint.parameters, alias)
        ? "a parameter has that name"
        : taken.has(alias)
          ? "another relation has that name"
          : undefined;
    taken.set(alias, pointer);
    if (owner === undefined) return [];
    return fault("reserved-parameter", {
      message: `\`${alias}\` cannot be an alias: ${owner}`,
      place: { file, pointer: `${pointer}/as` },
      help: "Choose another name",
    });
  });
};

/** Ranges of versions can be read. */
export const versionRangesAreRanges: Rule = ({ blueprint, document: { file } }) =>
  blueprint.dependsOn.flatMap(({ version, pointer }) => {
    if (version === undefined || isRange(version)) return [];
    return fault("bad-version-range", {
      message: `\`${version}\` is no range of versions`,
      place: { file, pointer: `${pointer}/version` },
      expected: "a range as npm writes it, for example `^1` or `>=1.2 <2`",
    });
  });
