import { mkdirSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPlanStore, planPath } from "../../../src/adapters/plan-store.ts";
import { emptyFolder } from "../../support/temporary.ts";

/** Saves so many plans, each a minute after the one before. */
function saved(root: string, count: number) {
  const store = createPlanStore(root);
  for (let index = 0; index < count; index += 1) {
    const id = `plan${String(index).padStart(2, "0")}`;
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
    expect(saved(emptyFolder(), 3).ids()).toEqual(["plan02", "plan01", "plan00"]);
  });

  it("are kept by number: the oldest go", () => {
    const ids = saved(emptyFolder(), 23).ids();
    expect(ids).toHaveLength(20);
    expect(ids.at(-1)).toBe("plan03");
  });

  it("are none any more after they are removed", () => {
    const store = saved(emptyFolder(), 1);
    store.remove("plan00");
    expect(store.ids()).toEqual([]);
  });

  it("are not saved through a link out of the project", () => {
    const [root, outside] = [emptyFolder(), emptyFolder()];
    mkdirSync(join(root, ".scaffold"));
    symlinkSync(outside, join(root, ".scaffold/plans"));
    expect(() => createPlanStore(root).save("a", "{}")).toThrow("leads out of the project");
  });
});
