import fc from "fast-check";
import { conflictSides } from "../../src/language/git-conflict.ts";
import type { Move } from "../../src/model/project.ts";
import type { MemoryFileSystem } from "../support/memory-file-system.ts";
import { isSound } from "./soundness.ts";

const KINDS = [
  "insert",
  "replace",
  "delete",
  "comment",
  "line-ends",
  "last-line-end",
  "delete-file",
  "move-file",
  "own-file",
] as const;

/** One thing that a person does; which file and which line it is about is worked out on the spot. */
export interface Edit {
  readonly kind: (typeof KINDS)[number];
  readonly file: number;
  readonly line: number;
  readonly count: number;
}

const LINES = ["insert", "replace", "delete", "comment"] as const;

export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom<Edit["kind"]>(...LINES) },
    { weight: 2, arbitrary: fc.constantFrom<Edit["kind"]>(...KINDS) },
  ),
  file: fc.nat({ max: 1_000 }),
  line: fc.nat({ max: 1_000 }),
  count: fc.integer({ min: 1, max: 4 }),
});

/** Files that a person works on. */
export function ownFiles(disk: MemoryFileSystem): readonly string[] {
  const paths = disk.paths.filter((path) => disk.kind(path) === "file");
  return paths.filter((path) => !/^\.scaffold\/|^scaffold\./.test(path));
}

const COMMENTS: readonly (readonly [RegExp, string])[] = [
  [/\.json$/, "//"],
  [/\.md$/, "Also"],
  [/./, "#"],
];

function commentFor(path: string, indent: string, token: string): string {
  const [, sign = "#"] = COMMENTS.find(([name]) => name.test(path)) ?? [];
  return `${indent}${sign} ${token}`;
}

/** Lines that go before one of its kind, each with the token in it. */
const INSERTS: readonly (readonly [
  path: RegExp,
  line: RegExp,
  lines: (token: string) => readonly string[],
])[] = [
  [/\.py$/, /^(?:import|from) /, (token) => [`from shop.${token} import name_${token}`]],
  [/\.py$/, /^\s+"?\w+"?,$/, (token) => [`"${token}",`]],
  [/\.py$/, /^\s+"\w+": .*,$/, (token) => [`"${token}": ${token},`]],
  [/\.py$/, /^\s+def /, (token) => [`def ${token}(self) -> None:`, `    self.x_${token} = 1`, ""]],
  [/\.py$/, /^def /, (token) => [`def ${token}() -> None:`, `    x_${token} = 1`, "", ""]],
  [/\.py$/, /^\s+\w+: /, (token) => [`${token}: int = 1`]],
  [/\.py$/, /\S/, (token) => [`${token} = 1`]],
  [/\.json$/, /^\s+"[^"]*": /, (token) => [`"${token}": 1,`]],
  [/\.json$/, /^\s+"/, (token) => [`"${token}",`]],
  [/\.toml$/, /^\s+"/, (token) => [`"${token}>=1",`]],
  [/\.toml$/, /^\[/, (token) => [`[${token}]`, `x_${token} = 1`, ""]],
  [/\.toml$/, / = /, (token) => [`${token} = 1`]],
  [/requirements\.txt$/, /./, (token) => [`${token}>=1`]],
  [/\.env\.example$/, /./, (token) => [`${token}=1`]],
  [/\.md$/, /^- /, (token) => [`- ${token}`]],
  [/\.md$/, /(?:)/, (token) => [`A line of ${token}.`, ""]],
];

/** What a person makes of a line of a kind. */
const REPLACEMENTS: readonly (readonly [path: RegExp, line: RegExp, by: string])[] = [
  [/\.(?:py|toml)$/, /^(\s*[\w.: ]+ = ).*$/, '$1"TOKEN"'],
  [/\.py$/, /^(\s+)"?\w+"?,$/, '$1"TOKEN",'],
  [/\.py$/, /^(\s*"""[^"]*)"""$/, '$1 TOKEN"""'],
  [/\.py$/, /^(\s*return ).*$/, "$1TOKEN"],
  [/\.py$/, /^(\s*\S.*)$/, "$1  # TOKEN"],
  [/\.json$/, /^(\s+"[^"]*": ).*[^,{[](,?)$/, '$1"TOKEN"$2'],
  [/\.json$/, /^(\s+)"[^"]*"(,?)$/, '$1"TOKEN"$2'],
  [/\.toml$/, /^(\s+)"[^"]*",$/, '$1"TOKEN>=1",'],
  [/requirements\.txt$/, /^([\w-]+)>=.*$/, "$1>=9  # TOKEN"],
  [/\.env\.example$/, /^(\w+=).*$/, "$1TOKEN"],
  [/\.md$/, /^(.*\S)$/, "$1 TOKEN"],
];

type Rewrite = (lines: readonly string[], at: number) => readonly string[] | undefined;

function inserting(path: string, token: string): Rewrite {
  return (lines, at) => {
    const line = lines[at] ?? "";
    const found = INSERTS.find(([name, form]) => name.test(path) && form.test(line));
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const added = found?.[2](token).map((one) => (one === "" ? one : `${indent}${one}`));
    return added && lines.toSpliced(at, 0, ...added);
  };
}

function replacing(path: string, token: string): Rewrite {
  return (lines, at) => {
    const line = lines[at] ?? "";
    const found = REPLACEMENTS.find(([name, form]) => name.test(path) && form.test(line));
    if (!found || line.includes("mine_")) return undefined;
    return lines.with(at, line.replace(found[1], found[2].replace("TOKEN", token)));
  };
}

function rewriteOf({ kind, count }: Edit, path: string, token: string): Rewrite {
  if (kind === "insert") return inserting(path, token);
  if (kind === "replace") return replacing(path, token);
  if (kind === "delete") return (lines, at) => lines.toSpliced(at, count);
  return (lines, at) => {
    const indent = /^\s*/.exec(lines[at] ?? "")?.[0] ?? "";
    return lines.toSpliced(at, 0, commentFor(path, indent, token));
  };
}

/** Takes the markers of a conflict out, and keeps what the person had. */
function settled(text: string): string {
  return conflictSides(text)?.ours ?? text;
}

/** Edits lines, at the first place from the given one where the file stays sound. */
async function editLines(text: string, edit: Edit, target: { path: string; token: string }) {
  const ending = text.includes("\r\n") ? "\r\n" : "\n";
  const lines = text.split(ending);
  const rewrite = rewriteOf(edit, target.path, target.token);
  for (let step = 0; step < Math.min(lines.length, 5); step += 1) {
    const edited = rewrite(lines, (edit.line + step) % lines.length)?.join(ending);
    if (edited !== undefined && (await isSound(target.path, edited))) return edited;
  }
  return text;
}

function withOtherLineEnds(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text.replaceAll("\n", "\r\n");
}

/** A person at work on a project; what they write is marked by tokens, each of which they use once. */
export interface Person {
  readonly disk: MemoryFileSystem;
  tokens: number;
  /** Files that they moved, and have not told of yet. */
  moved: readonly Move[];
}

function moveFile(person: Person, path: string, token: string): void {
  const { disk } = person;
  const isGenerated = disk.kind(`.scaffold/base/${path}`) === "file";
  if (!isGenerated) return;
  const to = path.startsWith("src/") ? path.replace("src/", `src/${token}/`) : `${token}/${path}`;
  const folders = to.split("/").slice(0, -1);
  for (const at of folders.keys()) disk.makeFolder(folders.slice(0, at + 1).join("/"));
  disk.rename(path, to);
  person.moved = [...person.moved, { from: path, to }];
}

function deleteFile(person: Person, path: string): void {
  person.disk.removeFile(path);
  person.moved = person.moved.filter(({ to }) => to !== path);
}

function writeOwnFile(disk: MemoryFileSystem, resource: string, token: string): void {
  const path = `src/shop/models/${resource}.py`;
  if (disk.kind(path) === null) disk.writeText(path, `${token} = 1\n`, 0o644);
}

/** Does an edit, where it makes sense and leaves a file that is sound. */
export async function doEdit(
  person: Person,
  edit: Edit,
  resources: readonly string[],
): Promise<void> {
  const { disk } = person;
  person.tokens += 1;
  const token = `mine_${person.tokens}`;
  const files = ownFiles(disk);
  const path = files[edit.file % files.length];
  if (path === undefined) return;
  const text = settled(disk.readText(path) ?? "");
  if (edit.kind === "move-file") return moveFile(person, path, token);
  if (edit.kind === "delete-file") return deleteFile(person, path);
  if (edit.kind === "own-file") {
    return writeOwnFile(disk, resources[edit.line % resources.length] ?? "", token);
  }
  const edited =
    edit.kind === "line-ends"
      ? withOtherLineEnds(text)
      : edit.kind === "last-line-end"
        ? text.replace(/\r?\n$/, "")
        : await editLines(text, edit, { path, token });
  disk.writeText(path, edited, disk.entry(path)?.mode);
}
