import { caseFold } from "./paths.ts";

/** Paths of the engine's own in a project, relative to its root. */
export const MANIFEST_FILE = "scaffold.json";
export const LOCK_FILE = "scaffold.lock.json";
/** All that the engine keeps beside what it generates. */
export const RECORD_FOLDER = ".scaffold";
export const HASHES_FILE = ".scaffold/hashes";
export const BASE_FOLDER = ".scaffold/base";
/** New texts before they are swapped in. */
export const STAGING_FOLDER = ".scaffold/staging";
/** What a run that is under way does; it stands there only as long as the run is not settled. */
export const JOURNAL_FILE = ".scaffold/journal";
/** Who writes to the project now; heirs of a dead owner stand beside it. */
export const RUN_LOCK_FILE = ".scaffold/lock";
/** What each apply wrote, and what stood there before. */
export const RECEIPT_FOLDER = ".scaffold/receipts";
/** Plans that were saved in the project, by their id. */
export const PLAN_FOLDER = ".scaffold/plans";
/** What names a plan of the project: the head of a hash. A file of such a name is called `./FILE`. */
export const PLAN_ID = /^[0-9a-f]{12,64}$/;
/** What the last apply here compiled, so that nobody has to compile it again to know. */
export const PROOF_FILE = ".scaffold/proof";
/** What each revision of a history did, by slot. */
export const STATE_FOLDER = ".scaffold/state";
export const SCHEMA_FOLDER = ".scaffold/schemas";

/** Folders in which a project keeps blueprints and templates of its own. */
export const BLUEPRINT_FOLDER = "blueprints";
export const BLUEPRINT_ENDING = ".blueprint.json";
export const TEMPLATE_FOLDER = "templates";

const OWN = [MANIFEST_FILE, LOCK_FILE, RECORD_FOLDER];

/** Whether a path is of the engine's own, also where only upper and lower case differ. */
export function isOwnPath(path: string): boolean {
  const folded = caseFold(path);
  return OWN.some((name) => folded === name || folded.startsWith(`${name}/`));
}
