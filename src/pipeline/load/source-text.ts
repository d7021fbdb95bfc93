import type { Origin } from "../../model/document.ts";

/** The text of a document and whose it is. */
export interface SourceText {
  readonly file: string;
  readonly origin: Origin;
  readonly text: string;
}
