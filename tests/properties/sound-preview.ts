import { expect } from "vitest";
import { preview } from "../../src/engine.ts";
import type { Diagnostic, Result } from "../../src/model/diagnostic.ts";
import type { Preview, PreviewRequest } from "../../src/model/project.ts";
import type { Ports } from "../../src/ports.ts";

function told({ value, diagnostics }: Result<Preview | undefined>): readonly unknown[] {
  const codes = diagnostics.map(({ code, message, place }: Diagnostic) => [code, message, place]);
  return [codes, value?.changeSet, value?.compiled];
}

/** A preview; what it recalls of the last apply is what rendering all of it gives. */
export async function soundPreview(
  request: PreviewRequest,
  ports: Ports,
): Promise<Result<Preview | undefined>> {
  const found = await preview(request, ports);
  const rendered = await preview(request, { ...ports, build: "another" });
  expect(told(found)).toEqual(told(rendered));
  return found;
}
