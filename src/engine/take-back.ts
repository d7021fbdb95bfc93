import { fault } from "../diagnostics/catalogue.ts";
import { digest } from "../language/digest.ts";
import { lookupIn } from "../language/lookup.ts";
import { fillPlaceholders } from "../language/patterns.ts";
import type { Target } from "../language/target.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { BlueprintGraph } from "../model/graph.ts";
import type { PastHistory } from "../model/history.ts";
import type { ManifestChange } from "../model/manifest.ts";
import type { Hashes } from "../model/record.ts";
import { isCurrentState, keysWithoutUse } from "../pipeline/compose/index.ts";
import { type Histories, pastOf, type ReadHistory } from "./history.ts";

/** What tells whether a revision can be taken back. */
export interface TakeBackContext {
  readonly graph: BlueprintGraph;
  readonly hashes: Hashes;
  /** The text of a file now, or null. */
  readonly text: (path: string) => string | null;
}

/** The newest revision, if it did nothing but to what is removed now and nobody has edited it. */
function newestOf(
  history: ReadHistory,
  { heads }: PastHistory,
  removed: ReadonlySet<string>,
  { hashes, text }: TakeBackContext,
): string | undefined {
  const [head] = heads;
  const file = history.revisions.find(({ revision }) => revision === head);
  const known = history.records.find(({ record }) => record.revision === head);
  if (heads.length !== 1 || !file || !known) return undefined;
  const keys = Object.keys(known.record.changes);
  const isOwn = keys.length > 0 && keys.every((key) => removed.has(key));
  const isUntouched = digest(text(file.path) ?? "") === hashes.get(file.path)?.formatted;
  return isOwn && isUntouched ? head : undefined;
}

/** The history without its newest revisions, where that leads to what the slot holds now; else as it is. */
function takeBack(history: ReadHistory, context: TakeBackContext): PastHistory {
  const { source } = history.place;
  const whole = pastOf(history);
  const removed = new Set(keysWithoutUse(source, whole.state, context.graph));
  const takenBack = new Set<string>();
  let past = whole;
  while (removed.size > 0 && !isCurrentState(source, past.state, context.graph)) {
    const newest = newestOf(history, past, removed, context);
    if (newest === undefined) return whole;
    takenBack.add(newest);
    past = pastOf(history, takenBack);
  }
  return past.heads.length === 1 ? past : whole;
}

/** Whether a run does nothing but take uses out, so that what they did may be taken back with them. */
export function isRemoval(changes: readonly ManifestChange[]): boolean {
  return changes.length > 0 && changes.every(({ kind }) => kind === "remove");
}

/**
 * The histories of a project before a run that removes uses: without the revisions that made what
 * is removed, where they are the newest ones. All others are left, and a revision that drops follows.
 */
export function withoutRemoved(read: readonly ReadHistory[], context: TakeBackContext): Histories {
  return new Map(
    read.map((one) => [one.place.folder, one.isWhole ? takeBack(one, context) : pastOf(one)]),
  );
}

/** What was stored by a revision that is taken back must be taken back before its file is gone. */
export function checkTakenBack(histories: Histories, { nextSteps }: Target): readonly Diagnostic[] {
  return [...histories.values()].flatMap(({ takenBack, heads: [revision = ""] }) =>
    takenBack.map((path) =>
      fault("revision-taken-back", {
        message: `\`${path}\` is taken back, since it only made what is removed`,
        place: { file: path },
        help: `Where it has run, downgrade the database first: \`${fillPlaceholders(nextSteps.takeBack, lookupIn({ revision })).text}\``,
      }),
    ),
  );
}
