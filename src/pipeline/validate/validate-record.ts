import type { Result } from "../../model/diagnostic.ts";
import type { SourceDocument } from "../../model/document.ts";
import type { HistoryRecord } from "../../model/history.ts";
import type { Plan } from "../../model/plan.ts";
import type { Lock } from "../../model/record.ts";
import type { Receipt } from "../../model/transaction.ts";
import type { SchemaValidator } from "./schema-error.ts";
import { schemaFaults } from "./schema-faults.ts";

/** Checks the document of a lock; there is a value only where it has no fault. */
export async function validateLock(document: SourceDocument): Promise<Result<Lock | undefined>> {
  const { validate } = await import("./generated/lock.js");
  return checked<Lock>(validate, document);
}

/** Checks the record of a revision; there is a value only where it has no fault. */
export async function validateState(
  document: SourceDocument,
): Promise<Result<HistoryRecord | undefined>> {
  const { validate } = await import("./generated/state.js");
  return checked<HistoryRecord>(validate, document);
}

/** Checks what an apply has left to be taken back; there is a value only where it has no fault. */
export async function validateReceipt(
  document: SourceDocument,
): Promise<Result<Receipt | undefined>> {
  const { validate } = await import("./generated/receipt.js");
  return checked<Receipt>(validate, document);
}

/** Checks the document of a plan by its schema; there is a value only where it has no fault. */
export async function validatePlanForm(
  document: SourceDocument,
): Promise<Result<Plan | undefined>> {
  const { validate } = await import("./generated/plan.js");
  return checked<Plan>(validate, document);
}

/** @typeParam T - What the schema describes; the type and the schema are kept equal by a test. */
function checked<T>(validate: SchemaValidator, document: SourceDocument): Result<T | undefined> {
  const diagnostics = schemaFaults(validate, document);
  const value: unknown = document.value;
  return { value: diagnostics.length === 0 ? (value as T) : undefined, diagnostics };
}
