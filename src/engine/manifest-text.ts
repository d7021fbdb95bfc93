import { printManifest } from "../language/manifest.ts";
import { plainText } from "../language/merge/plain-text.ts";
import { inFormOf } from "../language/merge/text-form.ts";
import type { Manifest } from "../model/manifest.ts";

/** A manifest before a change and after it. */
export interface ManifestVersions {
  readonly before: Manifest;
  readonly after: Manifest;
}

/**
 * The text of a changed manifest: what a person formatted in their own way, the change leaves so. What
 * cannot be read as it stands is written in the canonical form.
 *
 * @param current - The text that stands there; null where there is none.
 */
export async function manifestTextAfter(
  { before, after }: ManifestVersions,
  current: string | null,
): Promise<string> {
  const [base, generated] = [printManifest(before), printManifest(after)];
  if (current === null || current === base) return generated;
  const { mergeJson } = await import("../language/merge/json.ts");
  const merge = await mergeJson({ base, current: plainText(current), generated });
  return merge.kind === "merged" ? inFormOf(merge.text, { base, current, generated }) : generated;
}
