import { mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { PLAN_FOLDER } from "../language/project-layout.ts";
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

/** Writes a text so that a reader sees all of it or nothing. */
export function writeWhole(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text);
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
    return names
      .filter((name) => name.endsWith(ENDING))
      .map((name) => ({ name, time: statSync(join(folder(), name)).mtimeMs }))
      .sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1))
      .map(({ name }) => name.slice(0, -ENDING.length));
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
      for (const old of ids().slice(KEPT)) remove(old);
    },
  };
}
