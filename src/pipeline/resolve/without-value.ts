import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic, Place } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

/**
 * Placeholders that have no value in a use. Those that a blueprint cannot know were reported with
 * its document, and those of a use with a fault follow from that: neither is said again.
 */
export function withoutValue(
  missing: readonly string[],
  place: Place,
  { draft, faulty }: { readonly draft: Draft; readonly faulty: ReadonlySet<string> },
): Diagnostic[] {
  if (faulty.has(draft.id)) return [];
  return missing
    .filter((path) => path.includes(".") && Object.hasOwn(draft.data, path.split(".", 1)[0] ?? ""))
    .map((path) =>
      fault("unknown-placeholder", {
        message: `\`{${path}}\` has no value in \`${draft.id}\``,
        place,
        related: [{ place: draft.place, message: `\`${draft.id}\` comes from here` }],
        help: "Name something that the use has; a list or an object is no part of a name",
      }),
    );
}
