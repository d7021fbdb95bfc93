import type { Diagnostic, Result } from "../../src/model/diagnostic.ts";
import type { Output, RenderedFile } from "../../src/model/output.ts";
import { type RenderContext, render } from "../../src/pipeline/render/index.ts";

/** All that rendering gives, at once. */
export function rendered(
  outputs: readonly Output[],
  context: RenderContext,
): Result<readonly RenderedFile[]> {
  const files: RenderedFile[] = [];
  const told: Diagnostic[] = [];
  for (const { value, diagnostics } of render(outputs, context)) {
    if (value) files.push(value);
    told.push(...diagnostics);
  }
  return { value: files, diagnostics: told };
}
