import type { HistoryStep, ListChange } from "../../model/history.ts";

/** A file's name stays short enough to read in a list. */
const MAXIMUM_LENGTH = 60;

const verbs = { create: "create", drop: "drop", rename: "rename", change: "change" } as const;

function ofLists(key: string, lists: Readonly<Record<string, ListChange>>): string | undefined {
  for (const { added, dropped, changed } of Object.values(lists)) {
    const renamed = changed.filter(({ is_renamed }) => is_renamed);
    const count = added.length + dropped.length + changed.length;
    if (count === 0) continue;
    if (count > 1) return undefined;
    if (added[0]) return `add_${added[0].name}_to_${key}`;
    if (dropped[0]) return `drop_${dropped[0].name}_from_${key}`;
    if (renamed[0]) return `rename_${renamed[0].before.name}_to_${renamed[0].after.name}`;
    return `change_${changed[0]?.after.name}_of_${key}`;
  }
  return undefined;
}

function ofStep({ action, key, former_key, lists }: HistoryStep): string {
  if (action === "rename") return `rename_${former_key}_to_${key}`;
  const said = action === "change" ? ofLists(key, lists) : undefined;
  return said ?? `${verbs[action]}_${key}`;
}

function ofSteps(steps: readonly HistoryStep[]): string {
  const [first, second, ...others] = steps;
  if (!first) return "initial";
  if (!second) return ofStep(first);
  const isAlike = steps.every(({ action }) => action === first.action);
  const rest = others.length === 0 ? second.key : `${steps.length - 1}_more`;
  return isAlike ? `${verbs[first.action]}_${first.key}_and_${rest}` : `${ofStep(first)}_and_more`;
}

/** What a revision does, in snake case, for the name of its file. */
export function titleOf(steps: readonly HistoryStep[], parents: readonly string[]): string {
  if (steps.length === 0 && parents.length > 1) return "merge";
  return ofSteps(steps).slice(0, MAXIMUM_LENGTH).replace(/_+$/, "");
}
