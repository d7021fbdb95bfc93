import { fault } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { isSure } from "./prompts.ts";
import type { Session } from "./session.ts";

/** So many files are named in a sentence. */
const NAMED = 3;

function named(paths: readonly string[]): string {
  const first = paths.slice(0, NAMED).map((path) => `\`${path}\``);
  const more = paths.length - first.length;
  return more > 0 ? `${first.join(", ")} and ${more} more` : first.join(", ");
}

/**
 * Asks before something is deleted.
 *
 * @param listing - All changes, shown before the question.
 * @returns a fault where nobody can be asked or the answer is no.
 */
export async function confirmDeletes(
  paths: readonly string[],
  listing: string,
  session: Session,
): Promise<Diagnostic | null> {
  const { terminal, options } = session;
  if (paths.length === 0 || options.yes) return null;
  const many = paths.length === 1 ? "1 file" : `${paths.length} files`;
  if (!terminal.canPrompt) {
    return fault("confirmation-needed", {
      message: `This deletes ${many}: ${named(paths)}`,
      help: "Add `--yes` to do it, or `--dry-run` to see it all",
    });
  }
  terminal.err(`${listing}\n\n`);
  if (await isSure(`Delete ${many}?`, session)) return null;
  return fault("declined", { message: "Nothing was changed, as you said no" });
}
