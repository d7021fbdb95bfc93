import { fault } from "../diagnostics/catalogue.ts";
import { digest } from "../language/digest.ts";
import { HASHES_FILE, LOCK_FILE, MANIFEST_FILE, STATE_FOLDER } from "../language/project-layout.ts";
import type { ChangeAction, FileChange } from "../model/change-set.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Plan, PlannedFile, PlanSources } from "../model/plan.ts";
import type { Preview } from "../model/project.ts";

/** The address of the schema, which tells that a text is a plan. */
export const PLAN_SCHEMA = "https://scaffold.dev/schemas/plan.v1.json";

const ID_LENGTH = 16;

/** The id of a plan's contents. */
export function planId({ $schema: _schema, version: _version, id: _id, ...content }: Plan): string {
  return digest(JSON.stringify(content)).slice(0, ID_LENGTH);
}

function hashOf(text: string | null): string | null {
  return text === null ? null : digest(text);
}

function planned(change: FileChange): PlannedFile {
  const { path, action, use, ownership, mode, current, result, reason } = change;
  return {
    path,
    action,
    use: use ?? null,
    ownership,
    mode: `0${mode.toString(8)}`,
    before: hashOf(current),
    after: hashOf(result),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A preview as versioned JSON. */
export function planOf({ changeSet, createdFrom, request }: Preview): Plan {
  const { files, records, addedUses, overrides } = changeSet;
  const plan: Plan = {
    $schema: PLAN_SCHEMA,
    version: 1,
    id: "",
    created_from: createdFrom,
    changes: request.changes,
    on_conflict: request.onConflict ?? null,
    moved: request.moved ?? [],
    files: files.filter(({ action }) => action !== "unchanged").map(planned),
    records: digest(JSON.stringify(records)),
    added_uses: addedUses,
    overrides,
  };
  return { ...plan, id: planId(plan) };
}

const DONE: readonly ChangeAction[] = ["create", "update", "merge", "delete"];

/** The files that an apply writes or removes. */
function touched({ files }: Plan): readonly PlannedFile[] {
  return files.filter(({ action }) => DONE.includes(action));
}

function stale(message: string, file?: string): Diagnostic {
  return fault("stale-plan", {
    message,
    ...(file === undefined ? {} : { place: { file } }),
    help: "Make a new plan, and look at it",
  });
}

function movedBlueprints(then: PlanSources, now: PlanSources): readonly Diagnostic[] {
  const names = [...new Set([...Object.keys(then.blueprints), ...Object.keys(now.blueprints)])];
  return names
    .filter((name) => then.blueprints[name] !== now.blueprints[name])
    .sort()
    .map((name) => {
      if (now.blueprints[name] === undefined) return stale(`\`${name}\` is not used any more`);
      return stale(
        then.blueprints[name] === undefined
          ? `\`${name}\` is used now, and was not when the plan was made`
          : `\`${name}\` changed since the plan was made: its document or a template`,
      );
    });
}

function movedSources(then: PlanSources, now: PlanSources): readonly Diagnostic[] {
  const changed = (file: string) => stale(`\`${file}\` changed since the plan was made`, file);
  const engine = ({ engine: version, formatter }: PlanSources) => `${version} (${formatter})`;
  return [
    ...(engine(then) === engine(now)
      ? []
      : [stale(`The plan was made by scaffold ${engine(then)}, this is ${engine(now)}`)]),
    ...(then.manifest === now.manifest ? [] : [changed(MANIFEST_FILE)]),
    ...(then.lock === now.lock ? [] : [changed(LOCK_FILE)]),
    ...(then.hashes === now.hashes ? [] : [changed(HASHES_FILE)]),
    ...(then.state === now.state ? [] : [changed(STATE_FOLDER)]),
    ...movedBlueprints(then, now),
  ];
}

/** What happened to a file since the plan was made; undefined where nothing. */
function movedFile(
  { path, before }: PlannedFile,
  { files }: Preview["changeSet"],
): Diagnostic | undefined {
  const found = files.find((file) => file.path === path);
  const now = hashOf(found?.current ?? null);
  if (!found || now === before) return undefined;
  if (before === null) return stale(`\`${path}\` was to be made, and stands there already`, path);
  return stale(`\`${path}\` ${now === null ? "is gone" : "changed"} since the plan was made`, path);
}

function asText(files: readonly PlannedFile[]): readonly string[] {
  return files.map(({ path, action, mode, before, after }) =>
    JSON.stringify([path, action, mode, before, after]),
  );
}

/** Where nothing moved that a plan was made from, and the outcome is another one all the same. */
function movedOutcome(plan: Plan, now: Plan): readonly Diagnostic[] {
  const [then, today] = [asText(touched(plan)), asText(touched(now))];
  const differing = [
    ...touched(plan).filter((_, at) => !today.includes(then[at] ?? "")),
    ...touched(now).filter((_, at) => !then.includes(today[at] ?? "")),
  ];
  const paths = [...new Set(differing.map(({ path }) => path))].sort();
  if (paths.length > 0) {
    return paths.map((path) => stale(`\`${path}\` would not become what the plan says`, path));
  }
  return plan.records === now.records
    ? []
    : [stale("What is kept in `.scaffold` would not become what the plan says")];
}

/** Whether everything is there that a plan would do; one of records alone is done where none is left. */
function isApplied(plan: Plan, { changeSet: { files, records } }: Preview): boolean {
  const now = new Map(files.map(({ path, current }) => [path, hashOf(current)]));
  const wanted = touched(plan);
  if (wanted.length === 0) return records.length === 0;
  return wanted.every(({ path, after }) => (now.get(path) ?? null) === after);
}

/**
 * Proves that a plan is what compiling its changes gives now, file by file.
 *
 * @param found - The preview of the plan's changes.
 * @returns what moved since the plan was made; nothing where it may be applied.
 */
export function checkPlan(plan: Plan, found: Preview): readonly Diagnostic[] {
  const now = planOf(found);
  if (planId(now) !== plan.id && isApplied(plan, found)) {
    return [stale("All that the plan would do has been done already")];
  }
  const moved = [
    ...movedSources(plan.created_from, now.created_from),
    ...touched(plan).flatMap((file) => movedFile(file, found.changeSet) ?? []),
  ];
  return moved.length > 0 ? moved : movedOutcome(plan, now);
}
