import { fault } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Session } from "./session.ts";

/** Asks before something is deleted. @returns a fault where nobody can be asked or the answer is no. */
export async function confirmDeletes(
  paths: readonly string[],
  session: Session,
): Promise<Diagnostic | null> {
  if (paths.length === 0 || session.options.yes) return null;
  const many = paths.length === 1 ? "1 file" : `${paths.length} files`;
  if (!session.terminal.canPrompt) {
    return fault("confirmation-needed", {
      message: `This deletes ${many}: ${paths.map((path) => `\`${path}\``).join(", ")}`,
      help: "Add `--yes` to do it, or `--dry-run` to see it all",
    });
  }
  const { confirm } = await import("@inquirer/prompts");
  const isSure = await confirm(
    { message: `Delete ${many} (${paths.join(", ")})?`, default: false },
    { output: process.stderr },
  );
  return isSure ? null : fault("declined", { message: "Nothing was changed, as you said no" });
}
