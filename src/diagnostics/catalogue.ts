import type { Diagnostic } from "../model/diagnostic.ts";
import { commandEntries } from "./catalogue/command.ts";
import { documentEntries } from "./catalogue/document.ts";
import type { CatalogueEntry } from "./catalogue/entry.ts";
import { fieldEntries } from "./catalogue/field.ts";
import { graphEntries } from "./catalogue/graph.ts";
import { projectEntries } from "./catalogue/project.ts";
import { templateEntries } from "./catalogue/template.ts";

const parts = [
  documentEntries,
  templateEntries,
  fieldEntries,
  graphEntries,
  projectEntries,
  commandEntries,
] as const;

type Codes<Part> = Part extends unknown ? keyof Part : never;

/** A code that the catalogue explains; any other does not compile. */
export type DiagnosticCode = Codes<(typeof parts)[number]>;

type Catalogue = Readonly<Record<DiagnosticCode, CatalogueEntry>>;

/** Every code with its page, in the order of the stages. */
export function catalogue(): Catalogue {
  return Object.assign({}, ...parts);
}

function entryOf(code: DiagnosticCode): CatalogueEntry {
  // To put all together takes as long as a file is rendered, and most runs have no fault.
  const part = parts.find((one) => Object.hasOwn(one, code)) as Partial<Catalogue> | undefined;
  const entry = part?.[code];
  if (!entry) throw new Error(`The catalogue has no \`${code}\``);
  return entry;
}

/** What a stage says of one fault; the catalogue adds the severity. */
export type FaultDetails = Omit<Diagnostic, "code" | "severity">;

/** Makes a diagnostic of a code of the catalogue. */
export function fault(code: DiagnosticCode, details: FaultDetails): Diagnostic {
  return { code, severity: entryOf(code).severity, ...details };
}
