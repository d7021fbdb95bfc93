import { fault } from "../diagnostics/catalogue.ts";
import { markedLine } from "../language/merge/conflict-markers.ts";
import { BASE_FOLDER, MANIFEST_FILE } from "../language/project-layout.ts";
import type { Diagnostic, Place } from "../model/diagnostic.ts";
import type { Drift, FileDrift, FileState } from "../model/drift.ts";
import type { Terminal } from "./terminal.ts";

/** How a state reads: as a heading, in a count, as a clause of a fault, and what to do about it. */
interface StateWords {
  readonly heading: string;
  readonly count: string;
  readonly fault: string;
  readonly advice: string;
}

const APPLY = "`scaffold plan` shows what changes, `scaffold apply` writes it";

const WORDS: Readonly<Record<FileState, StateWords>> = {
  untouched: { heading: "Untouched", count: "untouched", fault: "is untouched", advice: "" },
  edited: {
    heading: "Changed by you",
    count: "changed by you",
    fault: "was changed by hand",
    advice: "They are kept as they are",
  },
  deleted: {
    heading: "Deleted by you",
    count: "deleted by you",
    fault: "was deleted by hand",
    advice: "They stay deleted",
  },
  outdated: {
    heading: "Changed by the blueprints",
    count: "changed by the blueprints",
    fault: "is not what is generated now",
    advice: APPLY,
  },
  both: {
    heading: "Changed by you and by the blueprints",
    count: "changed by both",
    fault: "was changed by hand, and something else is generated for it now",
    advice: "`scaffold plan` shows what would become of your changes",
  },
  orphan: {
    heading: "Not generated any more",
    count: "not generated any more",
    fault: "is not generated any more",
    advice: "`scaffold apply` removes those that you did not change",
  },
  undecided: {
    heading: "With conflict markers",
    count: "with conflict markers",
    fault: "holds conflict markers",
    advice: "Decide what you mean, and take the markers out",
  },
  in_the_way: {
    heading: "In the way",
    count: "in the way",
    fault: "is in the way of what is generated",
    advice: "Move them, or remove them",
  },
  damaged: {
    heading: "Damaged records",
    count: "with a damaged record",
    fault: "cannot be told from what was generated",
    advice:
      "`scaffold apply` mends what it can prove; restore the rest of `.scaffold` from version control",
  },
};

/** In the order in which they are shown: what needs somebody comes last, where it is read. */
const SHOWN: readonly FileState[] = [
  "edited",
  "deleted",
  "outdated",
  "orphan",
  "both",
  "undecided",
  "in_the_way",
  "damaged",
];

function of(files: readonly FileDrift[], state: FileState): readonly FileDrift[] {
  return files.filter((file) => file.state === state);
}

/** "112 files: 110 untouched, 2 changed by you". */
export function countDrift({ files }: Drift): string {
  const counts = (["untouched", ...SHOWN] as const).flatMap((state) => {
    const { length } = of(files, state);
    return length === 0 ? [] : [`${length} ${WORDS[state].count}`];
  });
  const noun = files.length === 1 ? "1 file" : `${files.length} files`;
  return counts.length === 0 ? noun : `${noun}: ${counts.join(", ")}`;
}

function group(state: FileState, files: readonly FileDrift[], colors: Terminal["colors"]): string {
  const { heading, advice } = WORDS[state];
  const lines = files.map(({ path, reason }) => {
    const why = reason === undefined ? "" : colors.dim(`  (${reason})`);
    return `  ${path}${why}`;
  });
  return [`${colors.bold(`${heading} (${files.length})`)}: ${advice}`, ...lines].join("\n");
}

/** Every file that is not as it was generated, in groups, with what to do about each. */
export function describeDrift(drift: Drift, colors: Terminal["colors"]): readonly string[] {
  const groups = SHOWN.map((state) => [state, of(drift.files, state)] as const)
    .filter(([, files]) => files.length > 0)
    .map(([state, files]) => group(state, files, colors));
  const records = drift.records.map((path) => `  ${path}`);
  return records.length === 0
    ? groups
    : [
        ...groups,
        [`${colors.bold("Records of `scaffold`'s own")}: ${APPLY}`, ...records].join("\n"),
      ];
}

/** The conflict that is to be decided, or the file as a whole. */
function placeOf({ path, state, current }: FileDrift): Place {
  const line = state === "undecided" ? markedLine(current ?? "") : undefined;
  if (line === undefined) return { file: path };
  return { file: path, range: { start: { line, column: 1 }, end: { line: line + 1, column: 1 } } };
}

function fileFault(file: FileDrift): Diagnostic {
  const { path, state, reason } = file;
  const words = WORDS[state];
  const why = reason === undefined ? "" : `: ${reason}`;
  const isDamaged = state === "damaged";
  const isPersons = state === "edited" || state === "deleted";
  return fault(isDamaged ? "damaged-record" : "drift", {
    message: `\`${path}\` ${words.fault}${why}`,
    place: placeOf(file),
    help: isPersons ? "Take the change back, or check without `--strict`" : words.advice,
  });
}

/** What is wrong with the manifest, by what an apply would write of it. */
const MANIFEST_FAULTS: ReadonlyMap<string, string> = new Map([
  [MANIFEST_FILE, "holds a conflict that git left"],
  [`${BASE_FOLDER}/${MANIFEST_FILE}`, "was edited since the last apply"],
]);

function recordFault(path: string): Diagnostic {
  const manifestFault = MANIFEST_FAULTS.get(path);
  const file = manifestFault === undefined ? path : MANIFEST_FILE;
  return fault("drift", {
    message: `\`${file}\` ${manifestFault ?? "is not what an apply would write"}`,
    place: { file },
    help: APPLY,
  });
}

const PERSONS: readonly FileState[] = ["edited", "deleted"];

/** Files that are written once, and those of a history, are a person's to change. */
function isFault({ state, ownership }: FileDrift, isStrict: boolean): boolean {
  if (state === "untouched") return false;
  return PERSONS.includes(state) ? isStrict && ownership === "managed" : true;
}

/**
 * What keeps a project from being what its manifest generates.
 *
 * @param isStrict - Whether a person's own changes are faults too.
 */
export function driftFaults({ files, records }: Drift, isStrict: boolean): readonly Diagnostic[] {
  return [
    ...files.filter((file) => isFault(file, isStrict)).map(fileFault),
    ...records.map(recordFault),
  ];
}
