import { fault } from "../../diagnostics/catalogue.ts";
import { canHoldMarkers } from "../../language/merge/conflict-markers.ts";
import type { ConflictRegion } from "../../language/merge/outcome.ts";
import type { FileChange } from "../../model/change-set.ts";
import type { Diagnostic, Excerpt } from "../../model/diagnostic.ts";
import type { Judged } from "./three-way.ts";

/** Lines of a text that a diagnostic shows, and characters of each. */
const MAXIMUM_LINES = 12;
const MAXIMUM_LENGTH = 160;

function excerpt(title: string, lines: readonly string[]): Excerpt {
  const shown = lines
    .slice(0, MAXIMUM_LINES)
    .map((line) => (line.length > MAXIMUM_LENGTH ? `${line.slice(0, MAXIMUM_LENGTH)}…` : line));
  const more = lines.length - shown.length;
  const text = [...shown, ...(more > 0 ? [`… and ${more} lines more`] : [])].join("\n");
  return { title, text: lines.length === 0 ? "nothing" : text };
}

/** Where a conflict stands in the person's text; where lines were taken out, the one that follows. */
function placeOf(path: string, { line, count }: ConflictRegion) {
  return {
    file: path,
    range: {
      start: { line, column: 1 },
      end: count === 0 ? { line, column: 1 } : { line: line + count, column: 1 },
    },
  };
}

function wayOut(change: FileChange): string {
  const { current, generated } = change;
  // Something is there that is no text, so there is nothing to choose between.
  if (current === null) return "Move or remove what is there";
  if (generated === null) {
    return "`--on-conflict ours` keeps the file, and it is yours then; `--on-conflict theirs` removes it";
  }
  const markers = canHoldMarkers(change.path)
    ? ", `--on-conflict markers` leaves both in the file"
    : "";
  return `\`--on-conflict ours\` keeps your text there, \`--on-conflict theirs\` takes the generated one${markers}`;
}

/** The faults of a file in conflict, one for each place. */
export function conflictsOf({ change, regions, help }: Judged): readonly Diagnostic[] {
  const { path, reason = "it is in conflict" } = change;
  const details = {
    message: `\`${path}\` is left as it is: ${reason}`,
    help: `${help ?? wayOut(change)}; nothing of this run was written`,
  };
  if (regions.length === 0) return [fault("conflict", { ...details, place: { file: path } })];
  return regions.map((region) =>
    fault("conflict", {
      ...details,
      place: placeOf(path, region),
      ...(help === undefined
        ? {
            excerpts: [
              excerpt("base", region.base),
              excerpt("yours", region.current),
              excerpt("generated", region.generated),
            ],
          }
        : {}),
    }),
  );
}
