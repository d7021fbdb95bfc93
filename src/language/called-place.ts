import type { Place } from "../model/diagnostic.ts";

/** What diagnostics call the command line, where a file would stand. */
export const COMMAND_LINE = "<command line>";

/**
 * A place in words of a call, such as `--drop price`, where no document holds them.
 *
 * @param start - Where in the text it begins; with `end`, in UTF-16 code units.
 */
export function calledPlace(text: string, start = 0, end = text.length): Place {
  const range = {
    start: { line: 1, column: start + 1 },
    end: { line: 1, column: Math.max(end, start + 1) + 1 },
  };
  return { file: COMMAND_LINE, text, range };
}
