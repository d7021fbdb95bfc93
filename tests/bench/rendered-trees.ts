/** What the tools that merge rendered trees are given, and what they make of it. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { commitAll, git } from "../support/project-history.ts";
import { copierEnvironment } from "../support/python-environment.ts";
import { readTree } from "../support/scaffold.ts";
import { freshFolder } from "./projects.ts";

/** Texts by path. */
export type Tree = Readonly<Record<string, string>>;

/** One change of what is generated, in a project that a person edited. */
export interface Change {
  readonly base: Tree;
  readonly current: Tree;
  readonly generated: Tree;
}

/** What a tool made of it: a tree with markers, and its conflicts, file by file. */
export interface Merged {
  readonly tree: Tree;
  readonly conflicts: ReadonlyMap<string, number>;
}

function writeTree(folder: string, tree: Tree): void {
  for (const [path, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function mergeFile(folder: string, texts: readonly string[]): { text: string; places: number } {
  const names = ["current", "base", "generated"];
  names.forEach((name, index) => {
    writeFileSync(join(folder, name), texts[index] ?? "");
  });
  const merge = spawnSync("git", ["merge-file", "-p", ...names], { cwd: folder, encoding: "utf8" });
  if (merge.status === null || merge.status > 127) throw new Error(merge.stderr);
  return { text: merge.stdout, places: merge.status };
}

/** One file that a person and what is generated both changed, in the same way or not. */
function mergeBoth(folder: string, [base, own, now]: readonly (string | undefined)[]) {
  if (own === undefined || now === undefined) return { text: own, places: 1 };
  return mergeFile(folder, [own, base ?? "", now]);
}

/** Merges each file by `git merge-file`; one that one side deleted and the other changed is a conflict. */
export function byGitMergeFile({ base, current, generated }: Change): Merged {
  const folder = freshFolder();
  const tree = new Map(Object.entries(current));
  const conflicts = new Map<string, number>();
  for (const path of new Set([...Object.keys(base), ...Object.keys(generated)])) {
    const [old, own, now] = [base[path], current[path], generated[path]];
    if (old === now || own === now) continue;
    const isUntouched = own === old;
    const { text, places } = isUntouched
      ? { text: now, places: 0 }
      : mergeBoth(folder, [old, own, now]);
    if (text === undefined) tree.delete(path);
    else tree.set(path, text);
    if (places > 0) conflicts.set(path, places);
  }
  return { tree: Object.fromEntries(tree), conflicts };
}

const ANSWERS = ".copier-answers.yml";

/** Makes a template of copier whose two versions are the rendered trees. */
function templateOf({ base, generated }: Change): string {
  const template = freshFolder();
  git(template, "init", "--quiet");
  for (const [version, tree] of [
    ["1.0.0", base],
    ["2.0.0", generated],
  ] as const) {
    if (version !== "1.0.0") git(template, "rm", "-r", "--quiet", ".");
    writeTree(template, tree);
    writeFileSync(join(template, "copier.yml"), '_exclude: ["copier.yml", ".git"]\n');
    writeFileSync(
      join(template, "{{ _copier_conf.answers_file }}.jinja"),
      "{{ _copier_answers|to_nice_yaml }}",
    );
    commitAll(template, version);
    git(template, "tag", version);
  }
  return template;
}

const MARKER = /^<<<<<<< before updating$/gm;

/** Updates a project by `copier update`, whose template's versions are the rendered trees. */
export function byCopier(change: Change): Merged {
  const template = templateOf(change);
  const project = freshFolder();
  git(project, "init", "--quiet");
  writeTree(project, change.current);
  writeFileSync(join(project, ANSWERS), `_commit: 1.0.0\n_src_path: ${template}\n`);
  commitAll(project, "as a person has it");
  const words = ["update", "--defaults", "--quiet", "--conflict", "inline", "--vcs-ref", "2.0.0"];
  const update = spawnSync(join(copierEnvironment(), "copier"), words, {
    cwd: project,
    encoding: "utf8",
  });
  if (update.status !== 0) throw new Error(update.stderr);
  rmSync(join(project, ".git"), { recursive: true });
  rmSync(join(project, ANSWERS));
  const tree = readTree(project);
  const conflicts = Object.entries(tree).flatMap(([path, text]) => {
    const places = text.match(MARKER)?.length ?? 0;
    return places > 0 ? [[path, places] as const] : [];
  });
  return { tree, conflicts: new Map(conflicts) };
}
