import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPlanStore, planPath } from "../../../src/adapters/plan-store.ts";
import { emptyFolder } from "../../support/temporary.ts";

function idOf(index: number): string {
  return index.toString(16).padStart(16, "0");
}

/** Saves so many plans, each a minute after the one before. */
function saved(root: string, count: number) {
  const store = createPlanStore(root);
  for (let index = 0; index < count; index += 1) {
    const id = idOf(index);
    store.save(id, "{}");
    const time = new Date(2026, 0, 1, 0, index);
    utimesSync(join(root, planPath(id)), time, time);
  }
  return store;
}

describe("the plans of a project", () => {
  it("are none where none was saved", () => {
    expect(createPlanStore(emptyFolder()).ids()).toEqual([]);
  });

  it("are listed with the newest first", () => {
    expect(saved(emptyFolder(), 3).ids()).toEqual([2, 1, 0].map(idOf));
  });

  it("are kept by number: the oldest go", () => {
    const ids = saved(emptyFolder(), 23).ids();
    expect(ids).toHaveLength(20);
    expect(ids.at(-1)).toBe(idOf(3));
  });

  it("are none any more after they are removed", () => {
    const store = saved(emptyFolder(), 1);
    store.remove(idOf(0));
    expect(store.ids()).toEqual([]);
  });

  it("are forgotten by their number, and no other file that stands beside them", () => {
    const root = emptyFolder();
    saved(root, 20);
    const mine = join(root, ".scaffold/plans/review.json");
    writeFileSync(mine, "{}");
    utimesSync(mine, 0, 0);
    expect(saved(root, 21).ids()).toHaveLength(20);
    expect(existsSync(mine)).toBe(true);
  });

  it("are not forgotten as they are saved, whatever the clock says", () => {
    const root = emptyFolder();
    const store = saved(root, 20);
    const later = new Date(2126, 0, 1);
    for (const id of store.ids()) utimesSync(join(root, planPath(id)), later, later);
    store.save(idOf(20), "{}");
    expect(store.ids()).toContain(idOf(20));
    expect(store.ids()).toHaveLength(20);
  });

  it("are not saved through a link out of the project", () => {
    const [root, outside] = [emptyFolder(), emptyFolder()];
    mkdirSync(join(root, ".scaffold"));
    symlinkSync(outside, join(root, ".scaffold/plans"));
    expect(() => createPlanStore(root).save("a", "{}")).toThrow("leads out of the project");
  });
});
