/**
 * `npm run bench merges`: replays a history of edits by hand and changes of what is generated, and
 * counts conflicts and losses of `scaffold`, of `git merge-file` and of `copier update`, which get the
 * same rendered trees; see `docs/merging.md`.
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type EditFault, editFaults, type HandEdits } from "../support/hand-edits.ts";
import { commitAll, git, playCommand, playPatch, readHistory } from "../support/project-history.ts";
import { readTree } from "../support/scaffold.ts";
import { call, freshFolder } from "./projects.ts";
import { byCopier, byGitMergeFile, type Change, type Merged, type Tree } from "./rendered-trees.ts";

const HISTORY = resolve("tests/histories/shop");
const BASE = ".scaffold/base/";
/** What says what is generated: only `scaffold` knows of it. */
const MANIFEST = /^(?:scaffold(?:\.lock)?\.json|\.git\/|\.scaffold\/)|__pycache__/;

interface Score {
  files: number;
  places: number;
  lost: number;
  back: number;
}

function filtered(tree: Tree, keeps: (path: string) => boolean): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => keeps(path)));
}

/** What was generated last, at the paths of the templates. */
function renderedTree(project: string): Tree {
  const lock = JSON.parse(readFileSync(join(project, "scaffold.lock.json"), "utf8"));
  const moved = Object.entries<string>(lock.moved ?? {});
  const paths = new Map(moved.map(([path, now]) => [now, path]));
  const base = filtered(readTree(project), (path) => path.startsWith(BASE));
  const rendered = Object.entries(base).map(([path, text]) => {
    const own = path.slice(BASE.length);
    return [paths.get(own) ?? own, text];
  });
  return filtered(Object.fromEntries(rendered), (path) => !MANIFEST.test(path));
}

function handTree(project: string): Tree {
  return filtered(readTree(project), (path) => !MANIFEST.test(path));
}

/** What stays of a text where each conflict keeps the person's lines, and the generated ones if asked. */
function withoutMarkers(text: string | undefined, keepsBoth: boolean): string | undefined {
  return text?.replaceAll(
    /^<<<<<<< .*\n((?:.*\n)*?)=======\r?\n((?:.*\n)*?)>>>>>>> .*\n?/gm,
    (_, own: string, other: string) => (keepsBoth ? own + other : own),
  );
}

/** What is gone is in neither side of a conflict; what is back is not only in the other side of one. */
function lossesIn({ tree }: Pick<Merged, "tree">, edits: HandEdits): readonly EditFault[] {
  const own: HandEdits = new Map([...edits].filter(([path]) => !MANIFEST.test(path)));
  const faults = (keepsBoth: boolean) =>
    editFaults(own, (path) => withoutMarkers(tree[path], keepsBoth));
  return [
    ...faults(true).filter(({ kind }) => kind === "lost"),
    ...faults(false).filter(({ kind }) => kind === "back"),
  ];
}

function count(score: Score, merged: Merged, edits: HandEdits): void {
  const losses = lossesIn(merged, edits);
  score.files += merged.conflicts.size;
  for (const places of merged.conflicts.values()) score.places += places;
  score.lost += losses.filter(({ kind }) => kind === "lost").length;
  score.back += losses.filter(({ kind }) => kind === "back").length;
  if (process.env.BENCH_VERBOSE) {
    for (const [path, places] of merged.conflicts) process.stdout.write(`    ${places} ${path}\n`);
    for (const { kind, path, line } of losses) {
      process.stdout.write(`    ${kind}: ${path}: ${line}\n`);
    }
  }
}

const rivals: Readonly<Record<string, (change: Change) => Merged>> = {
  "git merge-file": byGitMergeFile,
  "copier update": byCopier,
};
const names = ["scaffold", ...Object.keys(rivals)];
const scores = new Map(names.map((name) => [name, { files: 0, places: 0, lost: 0, back: 0 }]));

function scoreOf(name: string): Score {
  const score = scores.get(name);
  if (!score) throw new Error(`nobody counts ${name}`);
  return score;
}

const parent = freshFolder();
const project = join(parent, "shop");
const [, ...steps] = readHistory(HISTORY);
call(parent, "new", "shop");
git(project, "init", "--quiet");
commitAll(project, "a new shop");
let edits: HandEdits = new Map();
let patches = 0;
for (const step of steps) {
  if ("patch" in step) {
    edits = playPatch(project, join(HISTORY, step.patch), edits);
    patches += 1;
  } else {
    const before = { base: renderedTree(project), current: handTree(project) };
    const played = playCommand(project, step, edits);
    if (played.last.exitCode !== 0) throw new Error(played.last.stderr);
    const change = { ...before, generated: renderedTree(project) };
    if (process.env.BENCH_VERBOSE) process.stdout.write(`scaffold ${step.run}\n`);
    const places = new Map<string, number>();
    for (const path of played.places) places.set(path, (places.get(path) ?? 0) + 1);
    count(scoreOf("scaffold"), { tree: handTree(project), conflicts: places }, played.edits);
    for (const [name, merge] of Object.entries(rivals)) {
      if (process.env.BENCH_VERBOSE) process.stdout.write(`  ${name}\n`);
      count(scoreOf(name), merge(change), edits);
    }
    edits = played.edits;
  }
  commitAll(project, "one step");
}

process.stdout.write(
  `${patches} patches, ${steps.length - patches} changes of what is generated\n`,
);
process.stdout.write("\n                 conflicts  in files  lines lost  lines back\n");
for (const [name, { files, places, lost, back }] of scores) {
  const figures = [
    [places, 10],
    [files, 9],
    [lost, 11],
    [back, 11],
  ] as const;
  const row = figures.map(([figure, width]) => String(figure).padStart(width)).join(" ");
  process.stdout.write(`${name.padEnd(15)} ${row}\n`);
}
