import { fault } from "../../diagnostics/catalogue.ts";
import { fillPlaceholders, lookupPath } from "../../language/patterns.ts";
import { satisfies } from "../../language/versions.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

/** Dependencies whose blueprint is of a version that the dependent does not take. */
export function checkVersions(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  return [...drafts.values()].flatMap((draft) =>
    draft.dependencies.flatMap(({ declared, id }) => {
      const found = drafts.get(id)?.blueprint;
      if (!found || declared.version === undefined) return [];
      if (satisfies(found.version, declared.version)) return [];
      return fault("version-mismatch", {
        message: `\`${draft.id}\` needs \`${id}\` ${declared.version}, but its version is ${found.version}`,
        place: { file: draft.blueprint.file, pointer: `${declared.pointer}/version` },
        related: [{ place: { file: found.file, pointer: "/metadata/version" }, message: "found" }],
      });
    }),
  );
}

/** Uses that cannot stand in one project. */
export function checkConflicts(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  return [...drafts.values()].flatMap((draft) =>
    draft.blueprint.conflictsWith.flatMap((pattern, position) => {
      const { text } = fillPlaceholders(pattern, (path) => lookupPath(draft.data, path));
      const other = drafts.get(text);
      if (!other || other === draft) return [];
      return fault("blueprint-conflict", {
        message: `\`${draft.id}\` and \`${other.id}\` cannot be in one project`,
        place: draft.place,
        related: [
          {
            place: {
              file: draft.blueprint.file,
              pointer: `/relationships/conflicts_with/${position}`,
            },
            message: "the conflict is declared here",
          },
          { place: other.place, message: `\`${other.id}\` comes from here` },
        ],
        help: "Remove one of the two",
      });
    }),
  );
}
