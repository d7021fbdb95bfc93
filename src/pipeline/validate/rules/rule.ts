import type { Blueprint } from "../../../model/blueprint.ts";
import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { SourceDocument } from "../../../model/document.ts";

/** A blueprint and the document that it was read from. */
export interface Subject {
  readonly blueprint: Blueprint;
  readonly document: SourceDocument;
}

/** One thing that must hold for a blueprint; gives what speaks against it. */
export type Rule = (subject: Subject) => readonly Diagnostic[];
