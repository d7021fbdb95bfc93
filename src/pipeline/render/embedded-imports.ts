import { fault } from "../../diagnostics/catalogue.ts";
import { lookupPath } from "../../language/lookup.ts";
import { fillPlaceholders } from "../../language/patterns.ts";
import { type ImportedName, parseImport } from "../../language/template/imports.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Output } from "../../model/output.ts";

/** The names that an embedded template's `imports` bring, with placeholders filled. */
export function embeddedImports(output: Output): {
  readonly names: readonly ImportedName[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const { template } = output;
  const names: ImportedName[] = [];
  const diagnostics: Diagnostic[] = [];
  if (template.kind !== "embedded") return { names, diagnostics };
  template.imports.forEach((statement, index) => {
    const filled = fillPlaceholders(statement, (path) => lookupPath(output.data, path));
    const parsed = filled.missing.length === 0 ? parseImport(filled.text) : undefined;
    if (parsed) {
      names.push(...parsed);
      return;
    }
    diagnostics.push(
      fault("import-statement", {
        message: `\`${statement.slice(0, 100)}\` is no import statement`,
        place: { file: template.file, pointer: `/template/imports/${index}` },
        expected: "`import module` or `from module import name`",
      }),
    );
  });
  return { names, diagnostics };
}
