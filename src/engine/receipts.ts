import { fault } from "../diagnostics/catalogue.ts";
import { pathProblem } from "../language/paths.ts";
import type { Diagnostic, Result } from "../model/diagnostic.ts";
import type { Receipt } from "../model/transaction.ts";
import { load } from "../pipeline/load/index.ts";
import { validateReceipt } from "../pipeline/validate/index.ts";
import { receiptFile, receiptIds } from "../pipeline/write/index.ts";
import type { Reader } from "../ports.ts";

function damaged(file: string, reason: string): Diagnostic {
  return fault("cannot-undo", {
    message: `\`${file}\` cannot be used: ${reason}`,
    place: { file },
    help: "Take the change back with version control",
  });
}

/** A receipt may come with the project from anybody: it must not lead anywhere else. */
function misfit(receipt: Receipt, id: string): string | undefined {
  if (receipt.id !== id) return `it says that it is \`${receipt.id}\``;
  const { made_folders, emptied_folders } = receipt;
  const paths = [
    ...entriesOf(receipt).map(({ path }) => path),
    ...made_folders,
    ...emptied_folders.map(({ path }) => path),
  ];
  const bad = paths.find((path) => pathProblem(path) !== undefined);
  return bad === undefined ? undefined : `\`${bad}\`: ${pathProblem(bad)}`;
}

/** All that a receipt tells of, files and records. */
export function entriesOf({ created, updated, deleted, records }: Receipt) {
  return [...created, ...updated, ...deleted, ...records];
}

async function readReceipt(id: string, reader: Reader): Promise<Result<Receipt | undefined>> {
  const file = receiptFile(id);
  const loaded = load([{ path: file, origin: "project" }], reader);
  const [document] = loaded.value;
  if (!document) return { value: undefined, diagnostics: loaded.diagnostics };
  const validated = await validateReceipt(document);
  const reason = validated.value && misfit(validated.value, id);
  return reason === undefined
    ? validated
    : { value: undefined, diagnostics: [damaged(file, reason)] };
}

/** Every apply that can be taken back, the latest first. */
export async function listReceipts(reader: Reader): Promise<Result<readonly Receipt[]>> {
  const value: Receipt[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const id of receiptIds(reader).toReversed()) {
    const read = await readReceipt(id, reader);
    if (read.value) value.push(read.value);
    diagnostics.push(...read.diagnostics);
  }
  return { value, diagnostics };
}

/** The apply that would be taken back next; undefined where there is none. */
export async function lastReceipt(reader: Reader): Promise<Result<Receipt | undefined>> {
  const id = receiptIds(reader).at(-1);
  return id === undefined ? { value: undefined, diagnostics: [] } : readReceipt(id, reader);
}
