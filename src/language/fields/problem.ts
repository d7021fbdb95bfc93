import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";

/** Where a fault of a field stands. */
export interface Spot {
  /** Offsets in the short form, in UTF-16 code units; 0 where there is a pointer. */
  readonly start: number;
  readonly end: number;
  /** A JSON pointer relative to the field's JSON form; `""` is the field as a whole. */
  readonly pointer?: string;
}

/** One fault of one field, ready to become a diagnostic where the field stands. */
export interface FieldProblem extends Spot {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly expected?: string;
  readonly suggestions?: readonly string[];
}

/** What is said of a fault, without its place. */
export type FaultText = Omit<FieldProblem, keyof Spot>;

/** The field as a whole, whatever form it was given in. */
export const wholeField: Spot = { start: 0, end: 0, pointer: "" };
