import { fault } from "../../../diagnostics/catalogue.ts";
import { placeholders } from "../../../language/patterns.ts";
import type { GeneratedPath } from "../../../model/blueprint.ts";
import type { Rule } from "./rule.ts";

/** What is wrong with the file of a history; undefined where nothing is. */
function problemOf({ path, ownership, history }: GeneratedPath): string | undefined {
  if ((ownership === "history") !== (history !== undefined)) {
    return history
      ? "says what its history is made from, but is no file of a history"
      : "is the file of a history, and does not say what that is made from";
  }
  if (!history) return undefined;
  const found = placeholders(path).filter(({ path: name }) => name.startsWith("history."));
  if (!found.some(({ path: name }) => name === "history.revision")) {
    return "would be the same file for every revision";
  }
  const isInFolder = found.some(({ start }) => path.indexOf("/", start) >= 0);
  return isInFolder ? "would be in another folder for every revision" : undefined;
}

/** The files of a history say what they are made from, and stand in one folder under many names. */
export const historiesAreWhole: Rule = ({ blueprint, document: { file } }) =>
  blueprint.generates.flatMap((generated) => {
    const problem = problemOf(generated);
    if (problem === undefined) return [];
    return fault("bad-history", {
      message: `\`${generated.path}\` ${problem}`,
      place: { file, pointer: generated.pointer },
      expected:
        '`"ownership": "history"` with `history`, and `{history.revision}` in the name of the file',
    });
  });
