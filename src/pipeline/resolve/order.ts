import { fault } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Draft } from "./walk.ts";

function cycleFault(cycle: readonly Draft[]): Diagnostic {
  const places = cycle.map((draft, position) => {
    const next = cycle[(position + 1) % cycle.length];
    const entry = draft.dependencies.find(({ id }) => id === next?.id)?.declared;
    return {
      place: { file: draft.blueprint.file, pointer: entry?.pointer ?? "/relationships" },
      message: `\`${draft.id}\` depends on \`${next?.id ?? ""}\``,
    };
  });
  const [first, ...others] = places;
  const path = [...cycle, ...cycle.slice(0, 1)].map(({ id }) => `\`${id}\``);
  return fault("dependency-cycle", {
    message: `Dependencies go in a circle: ${path.join(" -> ")}`,
    ...(first ? { place: first.place } : {}),
    related: others,
    help: "Take one of these dependencies away; two resources that point at each other use `refers_to`",
  });
}

/** A use that is being looked at, and what it depends on that was not looked at yet. */
interface Step {
  readonly draft: Draft;
  readonly rest: string[];
}

function stepOf(draft: Draft): Step {
  return {
    draft,
    rest: draft.dependencies
      .map(({ id }) => id)
      .sort()
      .reverse(),
  };
}

/**
 * Puts dependencies before dependents, else by id; each cycle is reported once, as a whole.
 * Without recursion: a chain of dependencies may be longer than the stack is deep.
 */
export function orderDrafts(drafts: ReadonlyMap<string, Draft>) {
  const ordered: Draft[] = [];
  const cyclic = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  const done = new Set<string>();

  function reportCycle(path: readonly Step[], start: number): void {
    const cycle = path.slice(start).map(({ draft }) => draft);
    for (const { id } of cycle) cyclic.add(id);
    diagnostics.push(cycleFault(cycle));
  }

  function visit(from: Draft): void {
    const path = [stepOf(from)];
    const open = new Map([[from.id, 0]]);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = drafts.get(step.rest.pop() ?? "");
      const start = next && open.get(next.id);
      if (start !== undefined) reportCycle(path, start);
      else if (next && !done.has(next.id)) {
        open.set(next.id, path.length);
        path.push(stepOf(next));
      } else if (!next && step.rest.length === 0) {
        path.pop();
        open.delete(step.draft.id);
        done.add(step.draft.id);
        ordered.push(step.draft);
      }
    }
  }

  for (const id of [...drafts.keys()].sort()) {
    const draft = drafts.get(id);
    if (draft && !done.has(id)) visit(draft);
  }
  return { ordered, cyclic, diagnostics };
}
