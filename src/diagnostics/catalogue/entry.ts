import type { Severity } from "../../model/diagnostic.ts";

/** What the catalogue says of one code; each entry is a page of the reference. */
export interface CatalogueEntry {
  readonly severity: Severity;
  /** The page's title, a noun phrase: "Duplicate key". */
  readonly title: string;
  /** Why this is a fault, in Markdown. */
  readonly cause: string;
  /** How to mend it, in Markdown. */
  readonly remedy: string;
  /** A small example of the fault and its mending, in Markdown. */
  readonly example?: string;
}
