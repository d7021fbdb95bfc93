import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, findDrift, previewUndo, undo } from "../../src/engine.ts";
import type { ChangeSet } from "../../src/model/change-set.ts";
import type { Compiled } from "../../src/model/compiled.ts";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { ManifestChange, Use } from "../../src/model/manifest.ts";
import type { ConflictChoice, Move, PreviewRequest } from "../../src/model/project.ts";
import { portsFactory } from "../engine/engine-ports.ts";
import { manifestWith } from "../engine/fixed-documents.ts";
import { createMemoryFileSystem, type MemoryFileSystem } from "../support/memory-file-system.ts";
import { UNCOMMITTED } from "../support/scaffold.ts";
import { anyEdit, doEdit, type Edit, ownFiles, type Person } from "./person.ts";
import { expectNoLoss, type Tree } from "./promises.ts";
import { FIELDS, METHODS, shopLibrary } from "./shop-library.ts";
import { soundPreview } from "./sound-preview.ts";

/** `RUNS=10000 SEED=1 npx vitest run tests/properties/histories.test.ts` looks longer. */
const RUNS = Number(process.env.RUNS ?? 25);

/** Milliseconds; a history takes a tenth of a second on a machine that does nothing else. */
const PATIENCE = Math.max(60_000, RUNS * 1_000);

const portsFor = portsFactory(shopLibrary);

const RESOURCES = ["item", "order", "person"] as const;
const SPARE = "spare_part";

const anyApp: fc.Arbitrary<Use> = fc
  .record({
    release: fc.integer({ min: 1, max: 3 }),
    extras: fc.subarray(["audit", "cache", "mail"]),
  })
  .map((given) => ({ blueprint: "app", with: given }));

function anyEndpoint(resource: string): fc.Arbitrary<Use> {
  return fc
    .record({
      fields: fc.subarray([...FIELDS]),
      methods: fc.subarray([...METHODS]),
      style: fc.integer({ min: 1, max: 3 }),
    })
    .map((given) => ({ blueprint: "endpoint", with: { resource_name: resource, ...given } }));
}

const anyUses: fc.Arbitrary<readonly Use[]> = fc
  .tuple(anyApp, fc.subarray([...RESOURCES]))
  .chain(([app, resources]) =>
    fc.tuple(fc.constant(app), ...resources.map((resource) => anyEndpoint(resource))),
  );

/** How people write JSON. */
const FORMS = ["usual", "tabs", "one line", "a use a line", "Windows"] as const;

type ManifestForm = (typeof FORMS)[number];

/** What a person does to a project, the manifest that they want then, and how they ask for it. */
interface Round {
  readonly edits: readonly Edit[];
  readonly uses: readonly Use[];
  /** How they write the manifest by hand; undefined where commands change it. */
  readonly form: ManifestForm | undefined;
  readonly choice: ConflictChoice | undefined;
}

const anyRound: fc.Arbitrary<Round> = fc.record({
  edits: fc.array(anyEdit, { maxLength: 6 }),
  uses: anyUses,
  form: fc.option(fc.constantFrom(...FORMS), { nil: undefined }),
  choice: fc.constantFrom(undefined, "ours", "theirs", "markers"),
});

const anyHistory = fc.record({
  uses: anyUses,
  rounds: fc.array(anyRound, { minLength: 1, maxLength: 4 }),
});

function manifestOf(uses: readonly Use[]): string {
  return manifestWith(uses.map(({ blueprint, with: given }) => ({ blueprint, with: given })));
}

function manifestIn(form: ManifestForm, uses: readonly Use[]): string {
  const usual = manifestOf(uses);
  const value = JSON.parse(usual);
  if (form === "tabs") return `${JSON.stringify(value, null, "\t")}\n`;
  if (form === "one line") return JSON.stringify(value);
  if (form === "Windows") return usual.replaceAll("\n", "\r\n");
  if (form === "usual") return usual;
  const lines = uses.map((use) => `    ${JSON.stringify(use)}`);
  const [head = ""] = JSON.stringify({ ...value, uses: [] }, null, 2).split("[]");
  return `${head}[\n${lines.join(",\n")}\n  ]\n}\n`;
}

function nameOf({ blueprint, with: { resource_name: resource } }: Use) {
  return typeof resource === "string" ? { blueprint, resource } : { blueprint };
}

/** What makes the uses of a manifest into others. */
function changesFor(disk: MemoryFileSystem, uses: readonly Use[]): readonly ManifestChange[] {
  const former: readonly Use[] = JSON.parse(disk.readText("scaffold.json") ?? "").uses;
  const isNamed = (use: Use) => JSON.stringify(nameOf(use));
  const names = new Set(uses.map(isNamed));
  return [
    ...former
      .filter((use) => !names.has(isNamed(use)))
      .map((use) => ({ kind: "remove", use: nameOf(use) }) as const),
    ...uses.map((use) => ({ kind: "add", use }) as const),
  ];
}

function treeOf({ files }: MemoryFileSystem): Tree {
  const committed = [...files].filter(([path]) => !UNCOMMITTED.test(path));
  return new Map(committed.map(([path, { text }]) => [path, text]));
}

/** Files with their modes, and folders. */
function picture(disk: MemoryFileSystem): readonly string[] {
  const { files } = disk;
  const paths = disk.paths.filter((path) => path !== ".scaffold" && !UNCOMMITTED.test(path));
  return paths.map((path) => {
    const file = files.get(path);
    return file ? `${path} ${file.mode}\n${file.text}` : `${path}/`;
  });
}

/** A pair of brackets with nothing but lines between them, as a person's deletions leave it. */
const EMPTY_PAIR = /([{[(])\s+([)\]}])/g;

/** How many empty lines stand around what came and went, and how an emptied pair of brackets is written. */
function withoutForm(path: string, text: string): string {
  if (path.endsWith(".json")) return text.replace(/\s+/g, "");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.join("\n").replace(EMPTY_PAIR, "$1$2");
}

/**
 * The files alone: a folder that a person left empty may go with what was generated into it. What a
 * person edited is merged, and that may change its form.
 */
function filesByValue({ files }: MemoryFileSystem, edited: ReadonlySet<string>): readonly string[] {
  return [...files]
    .filter(([path]) => !UNCOMMITTED.test(path))
    .map(([path, { text, mode }]) => {
      const isEdited = edited.has(path) && path !== "scaffold.json";
      return `${path} ${mode}\n${isEdited ? withoutForm(path, text) : text}`;
    })
    .sort();
}

/** What a run would do. */
interface Answer {
  readonly changeSet: ChangeSet;
  readonly compiled: Compiled;
  readonly moved: readonly Move[];
  readonly errors: readonly Diagnostic[];
}

async function ask(disk: MemoryFileSystem, request: PreviewRequest): Promise<Answer> {
  const { value, diagnostics } = await soundPreview(request, portsFor(disk));
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const codes = errors.map(({ code }) => code);
  // A file that nothing generates any more is not moved: it is the person's own then.
  if (codes.includes("bad-move")) return ask(disk, { ...request, moved: [] });
  expect(errors.filter(({ code }) => code !== "conflict")).toEqual([]);
  if (!value) throw new Error("the project cannot be opened");
  const { changeSet, compiled } = value;
  return { changeSet, compiled, moved: request.moved ?? [], errors };
}

function writes({ changeSet: { files, records } }: Answer): boolean {
  const quiet = ["unchanged", "kept", "gone"];
  return records.length > 0 || files.some(({ action }) => !quiet.includes(action));
}

async function carryOut(disk: MemoryFileSystem, { changeSet, compiled }: Answer): Promise<void> {
  expect((await apply(changeSet, portsFor(disk), { compiled })).diagnostics).toEqual([]);
}

/** What is known without compiling is what compiling tells. */
async function expectDriftIsProved(disk: MemoryFileSystem): Promise<void> {
  const another = { ...portsFor(disk), build: "another" };
  expect(await findDrift(portsFor(disk))).toEqual(await findDrift(another));
}

async function expectSecondApplyIsQuiet(disk: MemoryFileSystem): Promise<void> {
  const answer = await ask(disk, { changes: [] });
  expect(answer.errors).toEqual([]);
  const { files, records } = answer.changeSet;
  const told = files.map(({ path, action }) => ({ path, action }));
  expect({ told: writes(answer) ? told : [], records }).toEqual({ told: [], records: [] });
}

async function expectUndoTakesBack(
  disk: MemoryFileSystem,
  before: readonly string[],
): Promise<void> {
  const twin = disk.copy();
  const { value, diagnostics } = await previewUndo(twin);
  expect(diagnostics).toEqual([]);
  if (!value) throw new Error("there is nothing to undo");
  expect((await undo(value, portsFor(twin))).diagnostics).toEqual([]);
  expect(picture(twin)).toEqual(before);
}

function editedFiles(disk: MemoryFileSystem): ReadonlySet<string> {
  const isEdited = (path: string) =>
    disk.readText(path) !== disk.readText(`.scaffold/base/${path}`);
  return new Set(ownFiles(disk).filter(isEdited));
}

async function expectRemoveTakesBack(disk: MemoryFileSystem): Promise<void> {
  const twin = disk.copy();
  const use: Use = {
    blueprint: "endpoint",
    with: { resource_name: SPARE, fields: ["price"], methods: ["find"], style: 2 },
  };
  const added = await ask(twin, { changes: [{ kind: "add", use }] });
  if (added.errors.length > 0) return;
  const edited = editedFiles(twin);
  const before = filesByValue(twin, edited);
  await carryOut(twin, added);
  const removed = await ask(twin, { changes: [{ kind: "remove", use: nameOf(use) }] });
  // What stands among a person's own lines is asked about.
  const asked = removed.errors.flatMap(({ place }) => place?.file ?? []);
  expect(asked.filter((path) => !edited.has(path))).toEqual([]);
  if (asked.length > 0) return;
  await carryOut(twin, removed);
  expect(filesByValue(twin, edited)).toEqual(before);
}

/** What a run without a choice says, and what the person does then; undefined where it is refused. */
async function decide(
  disk: MemoryFileSystem,
  request: PreviewRequest,
  choice: ConflictChoice | undefined,
): Promise<{ answer: Answer; conflicts: readonly Diagnostic[] } | undefined> {
  const first = await ask(disk, request);
  if (first.errors.length === 0) return { answer: first, conflicts: [] };
  if (choice === undefined) return undefined;
  const answer = await ask(disk, { ...request, onConflict: choice });
  return answer.errors.length > 0 ? undefined : { answer, conflicts: first.errors };
}

async function live(person: Person, { edits, uses, form, choice }: Round): Promise<void> {
  const { disk } = person;
  for (const edit of edits) await doEdit(person, edit, RESOURCES);
  await expectDriftIsProved(disk);
  if (form) disk.writeText("scaffold.json", manifestIn(form, uses), 0o644);
  const changes = form ? [] : changesFor(disk, uses);
  const decided = await decide(disk, { changes, moved: person.moved }, choice);
  if (!decided) return;
  const { answer, conflicts } = decided;
  const [before, picturedBefore] = [treeOf(disk), picture(disk)];
  await carryOut(disk, answer);
  person.moved = [];
  const { moved, changeSet } = answer;
  const { files } = changeSet;
  await expectNoLoss({ before, after: treeOf(disk), files, moved, choice, conflicts });
  await expectSecondApplyIsQuiet(disk);
  if (writes(answer)) await expectUndoTakesBack(disk, picturedBefore);
  await expectRemoveTakesBack(disk);
}

describe("a history of manifests, edits and applies", () => {
  it(
    "loses nothing of a person's work, and every step of it can be taken back",
    async () => {
      await fc.assert(
        fc.asyncProperty(anyHistory, async ({ uses, rounds }) => {
          const disk = createMemoryFileSystem({ "scaffold.json": manifestOf(uses) });
          await carryOut(disk, await ask(disk, { changes: [] }));
          const person: Person = { disk, tokens: 0, moved: [] };
          for (const round of rounds) await live(person, round);
        }),
        { numRuns: RUNS },
      );
    },
    PATIENCE,
  );
});
