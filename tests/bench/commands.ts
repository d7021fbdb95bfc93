/**
 * `npm run bench commands`: times the built command line against a bare `node -e 0`, in one run, and prints
 * medians and ratios. Speed is never a test; see `docs/performance.md`.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Goal, print } from "./goals.ts";
import { memoryOf, type Subject, timeAll, timeOnce } from "./measure.ts";
import {
  blueprintFolder,
  call,
  copyOf,
  describedProject,
  FIELDS,
  freshFolder,
  SCAFFOLD,
} from "./projects.ts";

const node = process.execPath;

function scaffold(name: string, folder: () => string, ...words: readonly string[]): Subject {
  return { name, command: [node, SCAFFOLD, ...words], folder };
}

function applied(project: string): string {
  call(project, "apply", "--yes");
  return project;
}

function pythonFiles(project: string): string[] {
  return readdirSync(project, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".py") && !path.startsWith(".scaffold"))
    .map((path) => join(project, path));
}

/** One endpoint added to a project. */
const ENDPOINT = ["endpoint", "--type", "crud", "extra", "name:string:1..80", "price:decimal:10.2"];

/** A project of ten that was brought to that where it stands, as it is for whoever works in it. */
function lastOfTenAdded(): string {
  const project = copyOf(nine);
  call(project, "endpoint", "--type", "crud", "item_9", ...FIELDS);
  return project;
}

const RUNS = Number(process.env.BENCH_RUNS ?? 9);

const nine = applied(describedProject(9));
const ten = lastOfTenAdded();
const hundred = describedProject(100);
const hundredApplied = applied(copyOf(hundred));
const hundredCloned = copyOf(hundredApplied);
const thousand = describedProject(1000);
const plain = blueprintFolder(1000, false);
const embedded = blueprintFolder(1000, true);
const names = readdirSync(plain);
const formatter = join(import.meta.dirname, "format-only.js");

/** So many endpoints were added with a daemon before it is timed. */
const WARM = 10;

/** A daemon of the bench's own. */
const caches = freshFolder();
const daemon = (...words: readonly string[]): Subject => ({
  ...scaffold("daemon", () => plain, "daemon", ...words),
  caches,
});
const asked: Subject = { ...scaffold("asked", lastOfTenAdded, ...ENDPOINT), caches };

const bare: Subject = { name: "bare", command: [node, "-e", "0"], folder: () => plain };
const quick: readonly Subject[] = [
  bare,
  scaffold("help", () => plain, "--help"),
  scaffold("endpoint", lastOfTenAdded, ...ENDPOINT),
  asked,
  scaffold("unsynced", lastOfTenAdded, ...ENDPOINT, "--no-fsync"),
  scaffold("cloned", () => copyOf(ten), ...ENDPOINT),
  scaffold("plain", () => plain, "validate", ...names),
  scaffold("embedded", () => embedded, "validate", ...names),
  scaffold("unchanged", () => hundredApplied, "apply"),
  scaffold("check", () => hundredApplied, "check"),
  scaffold("clone", () => hundredCloned, "check"),
  scaffold("status", () => ten, "status"),
];
const slow: readonly Subject[] = [
  bare,
  scaffold("cold", () => copyOf(hundred), "apply"),
  scaffold("cold unsynced", () => copyOf(hundred), "apply", "--no-fsync"),
  {
    name: "format",
    command: [node, formatter, ...pythonFiles(hundredApplied)],
    folder: freshFolder,
  },
];
const large: readonly Subject[] = [scaffold("cold 1000", () => copyOf(thousand), "apply")];

timeOnce(daemon("start"));
for (let call = 0; call < WARM; call += 1) timeOnce(asked);
const medians = new Map([
  ...timeAll(quick, RUNS),
  ...timeAll(slow, Math.max(3, Math.ceil(RUNS / 2))),
  ...timeAll(large, 2),
]);
timeOnce(daemon("stop"));
const of = (name: string) => medians.get(name) ?? Number.NaN;
const ratio = (name: string) => of(name) / of("bare");

const goals: readonly Goal[] = [
  { name: "--help, to bare node", figure: ratio("help"), atMost: 1.6 },
  {
    name: "one endpoint in a project of ten, asked of a daemon, to bare node",
    figure: ratio("asked"),
    atMost: 6,
  },
  { name: "the same by a process of its own", figure: ratio("endpoint") },
  { name: "of that the sync, in bare nodes", figure: ratio("endpoint") - ratio("unsynced") },
  { name: "one endpoint in a clone of it, where all is rendered", figure: ratio("cloned") },
  { name: "1,000 blueprints validated, to bare node", figure: ratio("plain"), atMost: 7 },
  { name: "the same with an embedded template each", figure: ratio("embedded"), atMost: 20 },
  {
    name: "100 resources cold, less 10 bare nodes, to the formatter alone",
    figure: (of("cold") - 10 * of("bare")) / of("format"),
    atMost: 1.8,
  },
  {
    name: "the sync of those 1,200 files, in bare nodes",
    figure: ratio("cold") - ratio("cold unsynced"),
    atMost: 20,
  },
  {
    name: "100 resources again, unchanged, to bare node",
    figure: ratio("unchanged"),
    atMost: 8,
  },
  {
    name: "check of 100 resources, to bare node",
    figure: ratio("check"),
    atMost: 8,
  },
  { name: "the same in a clone, where all is compiled", figure: ratio("clone") },
  {
    name: "status of a project of ten, to bare node",
    figure: ratio("status"),
    atMost: 6,
  },
  {
    name: "1,000 resources cold, memory in MB",
    figure: memoryOf(SCAFFOLD, ["apply"], copyOf(thousand)),
    atMost: 400,
  },
  { name: "1,000 resources cold, to 100", figure: of("cold 1000") / of("cold"), atMost: 11 },
];

process.stdout.write(`Node.js ${process.version}, medians in ms\n`);
for (const [name, value] of medians)
  process.stdout.write(`  ${name.padEnd(12)} ${value.toFixed(1)}\n`);
process.stdout.write("\n");
for (const goal of goals) print(goal);
