import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type HandEdits, withEdit, withoutLines } from "./hand-edits.ts";
import { type Call, scaffold } from "./scaffold.ts";

/** A person's edit, as a patch. */
export interface PatchStep {
  readonly patch: string;
  /** It changes what is generated, so that `scaffold check` fails until the next command. */
  readonly drifts?: true;
}

/** A command of `scaffold`, without that word. */
export interface CommandStep {
  readonly run: string;
  /** The files that are in conflict, which `decide` is about. */
  readonly conflicts?: readonly string[];
  readonly decide?: "ours" | "theirs";
  /** What the person gave up by that, by path: lines, or null for the file. */
  readonly gives?: Readonly<Record<string, readonly string[] | null>>;
}

/** One step of a history. */
export type Step = PatchStep | CommandStep;

/** The steps of a history, in their order. */
export function readHistory(folder: string): readonly Step[] {
  return JSON.parse(readFileSync(join(folder, "steps.json"), "utf8"));
}

/** Runs git in a folder, with line ends as they are, whatever the settings are. */
export function git(folder: string, ...words: readonly string[]): string {
  const settings = ["user.name=A Person", "user.email=person@example.org", "core.autocrlf=false"];
  const options = settings.flatMap((setting) => ["-c", setting]);
  return execFileSync("git", [...options, ...words], { cwd: folder, encoding: "utf8" });
}

/** Commits everything there is. */
export function commitAll(project: string, message: string): void {
  git(project, "add", "-A");
  git(project, "commit", "--quiet", "--allow-empty", "--message", message);
}

/** The text of a file of a project, if it is there. */
export function textIn(project: string, path: string): string | undefined {
  const file = join(project, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Applies a patch to a project whose tree is clean. @returns all edits with those of the patch. */
export function playPatch(project: string, patch: string, edits: HandEdits): HandEdits {
  git(project, "apply", "--index", "--whitespace=nowarn", "-C1", patch);
  const changes = git(project, "diff", "--cached", "--name-status", "-M", "HEAD").trim();
  return changes.split("\n").reduce((all, change) => {
    const [, from = "", path = from] = change.split("\t");
    const isNew = change.startsWith("A");
    const before = isNew ? {} : { before: git(project, "show", `HEAD:${from}`) };
    const after = textIn(project, path);
    return withEdit(all, { path, from, ...before, ...(after === undefined ? {} : { after }) });
  }, edits);
}

/** How a command went: at first, and once its conflicts were decided. */
export interface PlayedCommand {
  readonly first: Call;
  readonly last: Call;
  readonly conflicts: readonly string[];
  /** The file of each place that is in conflict. */
  readonly places: readonly string[];
  readonly edits: HandEdits;
}

/** Runs a command, and again with the decision where it must have conflicts. */
export function playCommand(project: string, step: CommandStep, edits: HandEdits): PlayedCommand {
  const words = step.run.split(" ");
  const first = scaffold(project, words);
  const found = first.stderr.matchAll(/^error\[conflict\]: `([^`]*)`/gm);
  const places = [...found].map(([, path = ""]) => path);
  const last = step.decide ? scaffold(project, [...words, "--on-conflict", step.decide]) : first;
  const left = Object.entries(step.gives ?? {}).reduce(
    (all, [path, lines]) => withoutLines(all, path, lines ?? undefined),
    edits,
  );
  return {
    first,
    last,
    conflicts: [...new Set(places)],
    places,
    edits: left,
  };
}
