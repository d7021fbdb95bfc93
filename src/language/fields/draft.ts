import type { DiagnosticCode } from "../../diagnostics/catalogue.ts";
import type { Field } from "../../model/field.ts";
import type { FaultText, FieldProblem, Spot } from "./problem.ts";

/** What could be read of a field so far. */
export type Draft = { -readonly [Member in keyof Field]?: Field[Member] };

/** A field while it is read, from either form. */
export interface Reading {
  readonly draft: Draft;
  /** Where each member was given. */
  readonly spots: Map<keyof Field, Spot>;
  /** Bounds as they were typed, which a number may not hold. */
  readonly written: Map<"min" | "max", string>;
  /** The place of the whole field, for what is missing. */
  readonly whole: Spot;
  readonly problems: FieldProblem[];
}

/** Starts to read a field. */
export function beginReading(whole: Spot): Reading {
  return { draft: {}, spots: new Map(), written: new Map(), whole, problems: [] };
}

/** Records a fault at a place. */
export function reportAt(reading: Reading, spot: Spot, fault: FaultText): void {
  reading.problems.push({ ...fault, ...spot });
}

/** Records a fault of a member, or of the whole field where the member was not given. */
export function report(reading: Reading, member: keyof Field, fault: FaultText): void {
  reportAt(reading, reading.spots.get(member) ?? reading.whole, fault);
}

/** Whether a fault of one of these codes was found already, of which another would only follow. */
export function hasFault(reading: Reading, ...codes: readonly DiagnosticCode[]): boolean {
  return reading.problems.some(({ code }) => codes.includes(code));
}

/** Looks at what was read, and reports. */
export type Rule = (reading: Reading, draft: Draft) => void;
