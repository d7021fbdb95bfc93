import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

function cycleFault(path: readonly string[], drafts: ReadonlyMap<string, Draft>): Diagnostic {
  const [first, ...others] = path.flatMap((id) => drafts.get(id) ?? []);
  const placeOf = (draft: Draft) => ({
    file: draft.blueprint.file,
    pointer: "/relationships/depends_on",
  });
  return fault("dependency-cycle", {
    message: `Dependencies go in a circle: ${path.map((id) => `\`${id}\``).join(" -> ")}`,
    ...(first ? { place: placeOf(first) } : {}),
    related: others
      .slice(0, -1)
      .map((draft) => ({ place: placeOf(draft), message: `\`${draft.id}\` is part of it` })),
    help: "Take one of these dependencies away; two resources that point at each other use `refers_to`",
  });
}

/** Puts dependencies before dependents, else by id; each cycle is reported once, as a whole. */
export function orderDrafts(drafts: ReadonlyMap<string, Draft>) {
  const ordered: Draft[] = [];
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  function visit(id: string): void {
    const draft = drafts.get(id);
    if (!draft || done.has(id)) return;
    const start = path.indexOf(id);
    if (start >= 0) {
      diagnostics.push(cycleFault([...path.slice(start), id], drafts));
      return;
    }
    path.push(id);
    for (const dependency of draft.dependencies.map(({ id }) => id).sort()) visit(dependency);
    path.pop();
    done.add(id);
    ordered.push(draft);
  }

  for (const id of [...drafts.keys()].sort()) visit(id);
  return { ordered, diagnostics };
}
