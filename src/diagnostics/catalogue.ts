import type { Diagnostic } from "../model/diagnostic.ts";
import { commandEntries } from "./catalogue/command.ts";
import { documentEntries } from "./catalogue/document.ts";
import type { CatalogueEntry } from "./catalogue/entry.ts";
import { fieldEntries } from "./catalogue/field.ts";
import { graphEntries } from "./catalogue/graph.ts";
import { projectEntries } from "./catalogue/project.ts";
import { templateEntries } from "./catalogue/template.ts";

const entries = {
  ...documentEntries,
  ...templateEntries,
  ...fieldEntries,
  ...graphEntries,
  ...projectEntries,
  ...commandEntries,
};

/** A code that the catalogue explains; any other does not compile. */
export type DiagnosticCode = keyof typeof entries;

/** Every code with its page, in the order of the stages. */
export const catalogue: Readonly<Record<DiagnosticCode, CatalogueEntry>> = entries;

/** What a stage says of one fault; the catalogue adds the severity. */
export type FaultDetails = Omit<Diagnostic, "code" | "severity">;

/** Makes a diagnostic of a code of the catalogue. */
export function fault(code: DiagnosticCode, details: FaultDetails): Diagnostic {
  return { code, severity: catalogue[code].severity, ...details };
}
