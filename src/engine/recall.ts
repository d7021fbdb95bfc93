import { digest } from "../language/digest.ts";
import type { FormattedFile, FormattedText, Output } from "../model/output.ts";
import type { Hashes } from "../model/record.ts";
import type { RecipeReader } from "../pipeline/render/recipe.ts";

/** From what the texts of the last apply here were rendered, and what they are, by path. */
export type Provenances = ReadonlyMap<string, string>;

interface RecallContext {
  readonly recipeOf: RecipeReader;
  /** Empty where nobody can say. */
  readonly provenances: Provenances;
  readonly hashes: Hashes;
  /** The formatted text of a rendered text, if it is still there. */
  readonly reuse: (path: string, renderedHash: string) => FormattedText | null;
}

/** Outputs whose texts are known, and those that have to be rendered. */
interface Recalled {
  readonly known: readonly FormattedFile[];
  readonly unknown: readonly Output[];
}

/** Ties what a text was rendered from to what came of it. */
export function provenanceOf(recipe: string, renderedHash: string): string {
  return digest(`${recipe} ${renderedHash}`);
}

function recallOne(output: Output, context: RecallContext): FormattedFile | null {
  const { recipeOf, provenances, hashes, reuse } = context;
  const { path } = output;
  const recipe = recipeOf(output);
  // What an apply has not written, since a person decided otherwise, still has its former hash.
  const renderedHash = hashes.get(path)?.rendered;
  if (recipe === undefined || renderedHash === undefined) return null;
  if (provenances.get(path) !== provenanceOf(recipe, renderedHash)) return null;
  const text = reuse(path, renderedHash);
  return text && { output, renderedHash, ...text };
}

/** Finds the texts that the last apply here rendered from the same, and that still stand here. */
export function recall(outputs: readonly Output[], context: RecallContext): Recalled {
  if (context.provenances.size === 0) return { known: [], unknown: outputs };
  const known: FormattedFile[] = [];
  const unknown: Output[] = [];
  for (const output of outputs) {
    const file = recallOne(output, context);
    if (file) known.push(file);
    else unknown.push(output);
  }
  return { known, unknown };
}

/** The files in the order of their outputs, wherever their texts are from. */
export function inOrder(
  outputs: readonly Output[],
  files: readonly FormattedFile[],
): readonly FormattedFile[] {
  const byOutput = new Map(files.map((file) => [file.output, file]));
  return outputs.flatMap((output) => byOutput.get(output) ?? []);
}
