import { distance } from "fastest-levenshtein";

const maximumSuggestions = 3;
/** Nobody types such a name by mistake; comparing it would only cost time. */
const maximumLength = 100;

/** How many edits may lie between a name and what was meant by it. */
function tolerance(name: string, known: string): number {
  return Math.max(1, Math.floor(Math.max(name.length, known.length) / 3));
}

function sortedLetters(name: string): string {
  return [...name].sort().join("");
}

/** Edits from one name to another; letters in the wrong order are the commonest slip of all. */
function edits(wanted: string, known: string): number {
  const steps = distance(wanted, known);
  return steps === 2 && sortedLetters(wanted) === sortedLetters(known) ? 1 : steps;
}

/** Fewer letters than this are no abbreviation. */
const minimumAbbreviation = 3;

/** Whether somebody stopped early: `int` for `integer`. */
function isAbbreviation(wanted: string, known: string): boolean {
  return wanted.length >= minimumAbbreviation && known.startsWith(wanted);
}

/**
 * The known names that a person may have meant, likeliest first.
 *
 * @returns At most three; none where nothing is plausible. Case does not count as a difference.
 */
export function nearest(name: string, known: Iterable<string>): readonly string[] {
  if (name === "" || name.length > maximumLength) return [];
  const wanted = name.toLowerCase();
  const candidates: { readonly text: string; readonly steps: number }[] = [];
  for (const text of new Set(known)) {
    const limit = tolerance(name, text);
    if (text === name) continue;
    if (isAbbreviation(wanted, text.toLowerCase())) {
      candidates.push({ text, steps: Math.min(limit, text.length - name.length) });
      continue;
    }
    if (Math.abs(text.length - name.length) > limit) continue;
    const steps = edits(wanted, text.toLowerCase());
    if (steps <= limit && steps < text.length) candidates.push({ text, steps });
  }
  return candidates
    .sort((a, b) => a.steps - b.steps || (a.text < b.text ? -1 : 1))
    .slice(0, maximumSuggestions)
    .map(({ text }) => text);
}
