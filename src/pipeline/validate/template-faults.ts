import { fault } from "../../diagnostics/catalogue.ts";
import { joinPointer } from "../../diagnostics/source/pointer.ts";
import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { templateNames } from "./known-names.ts";

const pointer = "/template/embedded_code";

/**
 * What is wrong with the code and the imports that documents carry in themselves. The template
 * language is loaded only where one of them does.
 */
export async function templateFaults(
  blueprints: readonly Blueprint[],
): Promise<readonly Diagnostic[]> {
  const withCode = blueprints.filter(({ embeddedCode }) => embeddedCode !== undefined);
  if (withCode.length === 0) return [];
  const { checkTemplate } = await import("../../language/template/template.ts");
  const { parseImport } = await import("../../language/template/imports.ts");
  return withCode.flatMap((blueprint) => [
    ...importFaults(blueprint, parseImport),
    ...checkTemplate(blueprint.embeddedCode ?? "", templateNames(blueprint)).map(
      ({ code, start, end, ...details }) =>
        fault(code, {
          ...details,
          place: { file: blueprint.file, pointer, within: { start, end } },
        }),
    ),
  ]);
}

function importFaults(
  { file, imports }: Blueprint,
  parseImport: (statement: string) => unknown,
): readonly Diagnostic[] {
  return imports.flatMap((statement, index) => {
    if (parseImport(statement) !== undefined) return [];
    return fault("import-statement", {
      message: `\`${statement.slice(0, 80)}\` is no import statement`,
      place: { file, pointer: joinPointer("/template/imports", index) },
      expected: "one statement, for example `from decimal import Decimal`",
    });
  });
}
