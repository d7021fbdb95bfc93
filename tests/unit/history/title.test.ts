import { describe, expect, it } from "vitest";
import { diffStates } from "../../../src/language/history/diff.ts";
import { titleOf } from "../../../src/language/history/title.ts";
import type { SlotState } from "../../../src/model/history.ts";
import { items, stateOf } from "./states.ts";

const NONE = stateOf({});

function title(before: SlotState, after: SlotState): string {
  return titleOf(diffStates(before, after, { ignore: [], choices: [] }), ["parent"]);
}

function withColumns(...names: readonly string[]): SlotState {
  return stateOf({ products: { columns: items(...names) } });
}

describe("the title of a revision", () => {
  it.each([
    ["create_products", NONE, stateOf({ products: {} })],
    ["create_products_and_tags", NONE, stateOf({ products: {}, tags: {} })],
    ["create_a_and_2_more", NONE, stateOf({ a: {}, b: {}, c: {} })],
    ["drop_products", stateOf({ products: {} }), NONE],
    [
      "rename_goods_to_products",
      stateOf({ goods: { identity: "p" } }),
      stateOf({ products: { identity: "p" } }),
    ],
    ["add_size_to_products", withColumns(), withColumns("size")],
    ["drop_size_from_products", withColumns("size"), withColumns()],
    [
      "rename_name_to_label",
      stateOf({ products: { columns: [{ name: "name", identity: "i" }] } }),
      stateOf({ products: { columns: [{ name: "label", identity: "i" }] } }),
    ],
    [
      "change_size_of_products",
      stateOf({ products: { columns: [{ name: "size", type: "a" }] } }),
      stateOf({ products: { columns: [{ name: "size", type: "b" }] } }),
    ],
    ["change_products", withColumns("size"), withColumns("width", "height")],
    ["change_products", stateOf({ products: { key: ["a"] } }), stateOf({ products: { key: [] } })],
    ["create_tags_and_more", stateOf({ old: {} }), stateOf({ tags: {} })],
  ])("is %s", (expected, before, after) => {
    expect(title(before, after)).toBe(expected);
  });

  it("is initial for a first revision of nothing, and merge where heads come together", () => {
    expect(titleOf([], [])).toBe("initial");
    expect(titleOf([], ["a", "b"])).toBe("merge");
  });

  it("says what was done where heads come together and something changed", () => {
    const steps = diffStates(NONE, stateOf({ tags: {} }), { ignore: [], choices: [] });
    expect(titleOf(steps, ["a", "b"])).toBe("create_tags");
  });

  it("is short enough for the name of a file, and ends in no underscore", () => {
    const long = (letter: string) => `${letter}_`.repeat(31);
    for (const length of [56, 57, 58, 59, 60, 63]) {
      const found = title(NONE, stateOf({ [long("t").slice(0, length)]: {}, [long("u")]: {} }));
      expect(found.length).toBeLessThanOrEqual(60);
      expect(found).toMatch(/^[a-z][a-z0-9_]*[a-z0-9]$/);
    }
  });
});
