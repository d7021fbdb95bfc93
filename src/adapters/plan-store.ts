import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { PLAN_FOLDER, PLAN_ID } from "../language/project-layout.ts";
import { orNull } from "./file-faults.ts";
import { createBoundary } from "./project-boundary.ts";

/** So many plans are kept; the oldest go first. */
const KEPT = 20;

const ENDING = ".json";

/** The path of a saved plan, from the project's root. */
export function planPath(id: string): string {
  return `${PLAN_FOLDER}/${id}${ENDING}`;
}

/** The plans that are saved in a project. */
export interface PlanStore {
  /** Ids, the newest first. */
  ids(): readonly string[];
  /** Saves a plan, and forgets the oldest ones. */
  save(id: string, text: string): void;
  remove(id: string): void;
}

/**
 * Writes a text so that a reader sees all of it or nothing. A file that is there keeps its mode, and a
 * link to it stays one.
 */
export function writeWhole(path: string, text: string): void {
  const file = orNull(() => realpathSync(path)) ?? path;
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text);
    const former = statSync(file, { throwIfNoEntry: false });
    if (former) chmodSync(draft, former.mode);
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** Opens the plans of a project; a folder that leads out of it is an error. */
export function createPlanStore(root: string): PlanStore {
  const { resolve } = createBoundary(root);
  const fileOf = (id: string) => resolve(planPath(id));
  const folder = () => dirname(fileOf("any"));

  function ids(): readonly string[] {
    const names = orNull(() => readdirSync(folder())) ?? [];
    // What is not named by an id is somebody's own.
    return names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => ({
        id: name.slice(0, -ENDING.length),
        entry: lstatSync(join(folder(), name)),
      }))
      .filter(({ id, entry }) => PLAN_ID.test(id) && entry.isFile())
      .sort((a, b) => b.entry.mtimeMs - a.entry.mtimeMs || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
  }

  function remove(id: string): void {
    rmSync(fileOf(id), { force: true });
  }

  return {
    ids,
    remove,
    save(id, text) {
      mkdirSync(folder(), { recursive: true });
      writeWhole(fileOf(id), text);
      // Clocks go back: the plan that was just saved is the newest, whatever its time.
      const others = ids().filter((other) => other !== id);
      for (const old of others.slice(KEPT - 1)) remove(old);
    },
  };
}
