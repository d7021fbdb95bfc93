import type { Command } from "commander";
import { listReceipts, previewUndo, type UndoPreview, undo } from "../../engine.ts";
import { visible } from "../../language/quoted.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Receipt } from "../../model/transaction.ts";
import type { Ports } from "../../ports.ts";
import { afterWriting } from "../after-writing.ts";
import { asSentence, countChanges, listFiles } from "../change-report.ts";
import type { RegisterContext } from "../command-module.ts";
import { confirmDeletes } from "../confirm.ts";
import { findProject, noProject } from "../find-project.ts";
import { failure, type Outcome } from "../outcome.ts";
import { paragraphs } from "../paragraphs.ts";
import type { Session } from "../session.ts";

const SCHEMA = "https://scaffold.dev/schemas/receipt.v1.json";

function counted({ created, updated, deleted }: Receipt): string {
  return `${created.length} created, ${updated.length} updated, ${deleted.length} deleted`;
}

async function list(ports: Ports): Promise<Outcome> {
  const { value, diagnostics } = await listReceipts(ports.fileSystem);
  const lines = value.map(
    (receipt) => `${receipt.id}  ${visible(receipt.command)}  (${counted(receipt)})`,
  );
  const text = lines.length === 0 ? "Nothing can be taken back." : lines.join("\n");
  const receipts = value.map((receipt) => ({ $schema: SCHEMA, ...receipt }));
  return { diagnostics, text, result: { receipts } };
}

/** What would be taken back, as text and as data. */
function described(
  { receipt, files, kept }: UndoPreview,
  diagnostics: readonly Diagnostic[],
  session: Session,
): Outcome {
  const { colors } = session.terminal;
  const lines = listFiles(files, ["create", "update", "delete", "kept"], colors);
  return {
    diagnostics,
    text: lines.join("\n"),
    result: { $schema: SCHEMA, ...receipt, kept },
  };
}

function sentence({ receipt, files }: UndoPreview): string {
  const actions = ["create", "update", "delete", "kept"] as const;
  return `\`${visible(receipt.command)}\` of ${visible(receipt.time)}: ${countChanges({ files, records: receipt.records }, actions)}`;
}

async function takeBack(ports: Ports, session: Session): Promise<Outcome> {
  const { value: found, diagnostics } = await previewUndo(ports.fileSystem);
  if (!found) {
    const none = "Nothing to undo: no apply is left that could be taken back.";
    return { diagnostics, text: diagnostics.length === 0 ? none : "", result: null };
  }
  const outcome = described(found, diagnostics, session);
  if (session.options.dryRun) {
    const text = paragraphs(
      outcome.text,
      `Would take back ${sentence(found)}. Nothing was written.`,
    );
    return { ...outcome, text };
  }
  // They have to be read before the answer.
  const warnings = diagnostics
    .filter(({ severity }) => severity === "warning")
    .map(({ message, help }) => `${message}: ${help}`);
  const deleted = found.files.filter(({ action }) => action === "delete");
  const refusal = await confirmDeletes(
    deleted.map(({ path }) => path),
    paragraphs(outcome.text, ...warnings),
    session,
  );
  if (refusal) return { ...outcome, text: "", diagnostics: [...diagnostics, refusal] };
  const written = await undo(found, ports);
  const text = paragraphs(outcome.text, asSentence(`took back ${sentence(found)}`));
  return afterWriting({ ...outcome, text }, written);
}

async function run(options: { readonly list?: true }, session: Session): Promise<Outcome> {
  const root = findProject(session);
  if (root === undefined) return failure(noProject(session));
  const ports = session.portsFor(root);
  return options.list ? list(ports) : takeBack(ports, session);
}

/** `scaffold undo`: takes back the last apply. */
export function register(command: Command, { session, finish }: RegisterContext): void {
  command
    .description(
      "Take back what the last apply wrote, all files or none; again, and it goes further back. What was edited since stays.",
    )
    .option("--list", "show what can be taken back")
    .action(async (options) => finish(await run(options, session)));
}
