/** What a person did to one file: lines that must stay, and lines that must not come back. */
interface FileEdits {
  readonly added: ReadonlyMap<string, number>;
  readonly deleted: ReadonlySet<string>;
  readonly isDeleted: boolean;
}

/** What a person did to a project so far, by path. */
export type HandEdits = ReadonlyMap<string, FileEdits>;

/** One file before and after an edit; without a text it is not there. */
export interface FileEdit {
  readonly path: string;
  /** Where it was before, if it was moved. */
  readonly from?: string;
  readonly before?: string;
  readonly after?: string;
}

const NONE: FileEdits = { added: new Map(), deleted: new Set(), isDeleted: false };

function oneImportALine(text: string): string {
  return text.replaceAll(
    /^(from \S+ import )(?:\(([^)]*)\)|(.*))$/gm,
    (_, from: string, inBrackets: string | undefined, plain: string | undefined) =>
      (inBrackets ?? plain ?? "")
        .split(",")
        .map((name) => name.trim())
        .filter((name) => name !== "")
        .map((name) => from + name)
        .join("\n"),
  );
}

function withoutPadding(text: string): string {
  return text.replaceAll(/^\|.*\|$/gm, (row) =>
    row.replaceAll(/ {2,}/g, " ").replaceAll(/-+/g, "-"),
  );
}

/** How often each line stands in a text, whatever its indent and ends; imports name by name. */
function lineCounts(path: string, text: string | undefined): ReadonlyMap<string, number> {
  const plain = (text ?? "").replaceAll("\r\n", "\n");
  const form = path.endsWith(".py") ? oneImportALine : path.endsWith(".md") ? withoutPadding : null;
  const counts = new Map<string, number>();
  for (const line of (form ? form(plain) : plain).split("\n")) {
    const key = line.trim();
    if (key !== "") counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function editedBy(edits: FileEdits, { path, before, after }: FileEdit): FileEdits {
  if (after === undefined) return { ...NONE, isDeleted: true };
  const [old, now] = [lineCounts(path, before), lineCounts(path, after)];
  const added = new Map(edits.added);
  const deleted = new Set(edits.deleted);
  for (const line of new Set([...old.keys(), ...now.keys()])) {
    const more = (now.get(line) ?? 0) - (old.get(line) ?? 0);
    const kept = Math.max(0, (added.get(line) ?? 0) + more);
    if (kept > 0) added.set(line, kept);
    else added.delete(line);
    if (more > 0) deleted.delete(line);
    if (more < 0 && !now.has(line)) deleted.add(line);
  }
  return { added, deleted, isDeleted: false };
}

/** Adds what a person did to one file to what was done so far. */
export function withEdit(edits: HandEdits, edit: FileEdit): HandEdits {
  const { path, from = path } = edit;
  const after = new Map(edits);
  after.delete(from);
  if (from !== path) after.set(from, { ...NONE, isDeleted: true });
  return after.set(path, editedBy(edits.get(from) ?? NONE, edit));
}

/** Forgets what a person agreed to lose: a file, or lines of it. */
export function withoutLines(edits: HandEdits, path: string, lines?: readonly string[]): HandEdits {
  const after = new Map(edits);
  const own = edits.get(path);
  if (!lines || !own) after.delete(path);
  else
    after.set(path, {
      ...own,
      added: new Map([...own.added].filter(([line]) => !lines.includes(line))),
    });
  return after;
}

/** A line of a person's that is not there any more, or one that is there again. */
export interface EditFault {
  readonly kind: "lost" | "back";
  readonly path: string;
  readonly line: string;
}

/** Says which edits of a file are not in its text. */
function faultsIn(
  path: string,
  { added, deleted, isDeleted }: FileEdits,
  text: string | undefined,
) {
  if (isDeleted)
    return text === undefined ? [] : [{ kind: "back", path, line: "the file" } as const];
  const found = lineCounts(path, text);
  const lost = [...added].filter(([line, count]) => (found.get(line) ?? 0) < count);
  const back = [...deleted].filter((line) => found.has(line));
  return [
    ...lost.map(([line]) => ({ kind: "lost", path, line }) as const),
    ...back.map((line) => ({ kind: "back", path, line }) as const),
  ];
}

/** Holds a project against what a person did to it. */
export function editFaults(
  edits: HandEdits,
  textOf: (path: string) => string | undefined,
): readonly EditFault[] {
  return [...edits].flatMap(([path, own]) => faultsIn(path, own, textOf(path)));
}
