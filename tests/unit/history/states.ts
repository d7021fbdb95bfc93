import type { SlotState } from "../../../src/model/history.ts";
import type { Json, JsonObject } from "../../../src/model/json.ts";

/** An entry of a state without its name, which the state gives it. */
type Entry = Readonly<Record<string, Json>>;

/** A state of entries by their names. */
export function stateOf(entries: Readonly<Record<string, Entry>>): SlotState {
  return new Map(
    Object.entries(entries).map(([name, entry]): [string, JsonObject] => [
      name,
      { name, ...entry },
    ]),
  );
}

/** Items of a list by their names; each is the same thing as long as it keeps its identity. */
export function items(...names: readonly string[]): readonly JsonObject[] {
  return names.map((name) => ({ name, identity: name }));
}
