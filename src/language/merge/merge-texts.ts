import type { ConflictChoice } from "../../model/project.ts";
import { canHoldMarkers, markedLine } from "./conflict-markers.ts";
import { withoutDecidedLines } from "./decided-additions.ts";
import { mergeItems, patternKey, requirementKey, variableKey } from "./items.ts";
import { mergeJson } from "./json.ts";
import { mergeLines } from "./line-merge.ts";
import { mergeMarkdown } from "./markdown.ts";
import type { TextMerge, Versions } from "./outcome.ts";
import { plainText } from "./plain-text.ts";
import { mergePython } from "./python.ts";
import type { PythonTools } from "./python-tools.ts";
import { inFormOf } from "./text-form.ts";
import { mergeToml } from "./toml.ts";
import { mergeYaml } from "./yaml.ts";

/** What a merge needs beside the texts. */
export interface MergeOptions {
  readonly path: string;
  /** What to do with conflicts; without a choice they are told. */
  readonly choice?: ConflictChoice;
  /** Gives what Python needs, when it is needed. */
  readonly python: () => Promise<PythonTools>;
}

type Merger = (versions: Versions, options: MergeOptions) => Promise<TextMerge>;

const items =
  (keyOf: typeof requirementKey): Merger =>
  (versions, { choice }) =>
    mergeItems(versions, keyOf, choice);

/** How a file is merged, by its name; any other is merged line by line. */
const FORMATS: readonly (readonly [RegExp, Merger])[] = [
  [
    /\.pyi?$/,
    async (versions, { python, choice }) => mergePython(versions, await python(), choice),
  ],
  [
    /\.(?:jsonc?|code-workspace|webmanifest)$/,
    (versions, { choice }) => mergeJson(versions, choice),
  ],
  [/\.md$/, (versions, { choice }) => mergeMarkdown(versions, choice)],
  [/\.ya?ml$/, (versions, { choice }) => mergeYaml(versions, choice)],
  [/\.toml$/, (versions, { choice }) => mergeToml(versions, choice)],
  [/(?:^|\/)(?:requirements|constraints)[^/]*\.(?:txt|in)$/, items(requirementKey)],
  [/(?:^|\/)\.env(?:\.[^/]+)?$|\.env$/, items(variableKey)],
  [/(?:^|\/)\.(?:git|docker|prettier|eslint|npm)ignore$/, items(patternKey)],
];

const byLine: Merger = (versions, { choice }) =>
  mergeLines(withoutDecidedLines(versions), { allowsMarkers: true }, choice);

function whole(versions: Versions, reason: string): TextMerge & { kind: "conflict" } {
  const line = markedLine(versions.current) ?? 1;
  const region = { base: [], current: [], generated: [], line, count: 1 };
  return { kind: "conflict", reason, regions: [region] };
}

/** What is known without looking at the format. */
function simple({ base, current, generated }: Versions): string | undefined {
  if (current === base || current === generated) return generated;
  return generated === base ? current : undefined;
}

/** Merges a text whose base nobody knows: one side is taken, or both are left to be decided. */
export async function mergeWithoutBase(
  { current, generated }: Omit<Versions, "base">,
  { path, choice }: { readonly path: string; readonly choice: ConflictChoice },
): Promise<TextMerge> {
  if (choice !== "markers") {
    return { kind: "merged", text: choice === "ours" ? current : generated, marked: 0 };
  }
  const versions = { base: "", current: plainText(current), generated: plainText(generated) };
  const merge = await mergeLines(versions, { allowsMarkers: canHoldMarkers(path) }, choice);
  if (merge.kind === "conflict") return merge;
  return { ...merge, text: inFormOf(merge.text, { base: generated, current, generated }) };
}

function isBinary(text: string): boolean {
  return text.includes("\0");
}

function mergeBinary({ current, generated }: Versions, choice?: ConflictChoice): TextMerge {
  if (choice === "ours" || choice === "theirs") {
    return { kind: "merged", text: choice === "ours" ? current : generated, marked: 0 };
  }
  return { kind: "conflict", reason: "it was changed by hand, and it is no text", regions: [] };
}

/**
 * Merges what a person made of a file with what is generated now. Line ends, byte order mark and the
 * end of the last line stay as the person has them.
 */
export async function mergeTexts(versions: Versions, options: MergeOptions): Promise<TextMerge> {
  if (Object.values(versions).some(isBinary)) return mergeBinary(versions, options.choice);
  const plain = {
    base: plainText(versions.base),
    current: plainText(versions.current),
    generated: plainText(versions.generated),
  };
  const known = simple(plain);
  if (known !== undefined) {
    return { kind: "merged", text: inFormOf(known, versions), marked: 0 };
  }
  if (markedLine(plain.current) !== undefined) {
    return {
      ...whole(plain, "it holds conflict markers, and what is generated for it has changed"),
      help: "Decide what you mean, and take the markers out; then run the command again",
    };
  }
  const [, merger = byLine] = FORMATS.find(([name]) => name.test(options.path)) ?? [];
  const merge = await merger(plain, options);
  return merge.kind === "merged" ? { ...merge, text: inFormOf(merge.text, versions) } : merge;
}
