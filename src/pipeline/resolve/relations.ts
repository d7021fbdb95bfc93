import { fault } from "../../diagnostics/catalogue.ts";
import { lookupPath } from "../../language/lookup.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import { isRange, isVersion, satisfies } from "../../language/versions.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { scopes } from "./items.ts";
import type { Draft } from "./walk.ts";

/** Whether a version is in a range, or nothing can be said of it; each pair is judged once. */
function versionJudge() {
  const known = new Map<string, boolean>();
  return (version: string, range: string): boolean => {
    const key = `${version} ${range}`;
    const judged =
      known.get(key) ?? (!isVersion(version) || !isRange(range) || satisfies(version, range));
    known.set(key, judged);
    return judged;
  };
}

/** Dependencies whose blueprint is of a version that the dependent does not take. */
export function checkVersions(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  const fits = versionJudge();
  return [...drafts.values()].flatMap((draft) =>
    draft.dependencies.flatMap(({ declared, id }) => {
      const found = drafts.get(id)?.blueprint;
      if (!found || declared.version === undefined) return [];
      const { version } = declared;
      if (fits(found.version, version)) return [];
      return fault("version-mismatch", {
        message: `\`${draft.id}\` needs \`${id}\` in version \`${version}\`, but it is ${found.version}`,
        place: { file: draft.blueprint.file, pointer: `${declared.pointer}/version` },
        related: [
          { place: { file: found.file, pointer: "/metadata/version" }, message: "its version" },
        ],
        help: "Widen the range, or take another version of the blueprint",
      });
    }),
  );
}

function conflict(draft: Draft, other: Draft, position: number): Diagnostic {
  return fault("blueprint-conflict", {
    message: `\`${draft.id}\` and \`${other.id}\` cannot be in one project`,
    place: draft.place,
    related: [
      { place: other.place, message: `\`${other.id}\` comes from here` },
      {
        place: { file: draft.blueprint.file, pointer: `/relationships/conflicts_with/${position}` },
        message: "the conflict is declared here",
      },
    ],
    help: "Remove one of the two",
  });
}

/** Uses that cannot stand in one project; where each of two refuses the other it is said once. */
export function checkConflicts(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  const byName = new Map<string, Draft[]>();
  const judged = [...drafts.values()].filter(({ blueprint }) => blueprint.conflictsWith.length > 0);
  if (judged.length === 0) return [];
  for (const draft of drafts.values()) {
    const [name = ""] = draft.id.split(" ", 1);
    const known = byName.get(name);
    if (known) known.push(draft);
    else byName.set(name, [draft]);
  }
  const told = new Set<string>();
  return judged.flatMap((draft) =>
    draft.blueprint.conflictsWith.flatMap((pattern, position) => {
      const { text } = fillPlaceholders(pattern, (path) => lookupPath(draft.data, path));
      return (byName.get(text) ?? []).flatMap((other) => {
        const pair = [draft.id, other.id].sort().join("\n");
        if (other === draft || told.has(pair)) return [];
        told.add(pair);
        return conflict(draft, other, position);
      });
    }),
  );
}

/** Uses whose arguments, and those of what they depend on, cannot stand together. */
export function checkContradictions(drafts: ReadonlyMap<string, Draft>): Diagnostic[] {
  return [...drafts.values()].flatMap((draft) =>
    draft.blueprint.contradictions.flatMap((contradiction) =>
      scopes(contradiction, draft.data).flatMap(({ lookup }) => {
        const { reason, help, pointer } = contradiction;
        return fault("contradiction", {
          message: `\`${draft.id}\` ${fillPlaceholders(reason, lookup).text}`,
          place: draft.place,
          related: [
            { place: { file: draft.blueprint.file, pointer }, message: "its blueprint says so" },
          ],
          help,
        });
      }),
    ),
  );
}
