/** Paths of the engine's own in a project, relative to its root. */
export const MANIFEST_FILE = "scaffold.json";
export const LOCK_FILE = "scaffold.lock.json";
/** All that the engine keeps beside what it generates. */
export const RECORD_FOLDER = ".scaffold";
export const HASHES_FILE = ".scaffold/hashes";
export const BASE_FOLDER = ".scaffold/base";
export const STAGING_FOLDER = ".scaffold/staging";
/** Plans that were saved in the project, by their id. */
export const PLAN_FOLDER = ".scaffold/plans";
/** What each revision of a history did, by slot. */
export const STATE_FOLDER = ".scaffold/state";
export const SCHEMA_FOLDER = ".scaffold/schemas";

/** Folders in which a project keeps blueprints and templates of its own. */
export const BLUEPRINT_FOLDER = "blueprints";
export const BLUEPRINT_ENDING = ".blueprint.json";
export const TEMPLATE_FOLDER = "templates";
