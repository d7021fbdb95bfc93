const hasDigit = /\d/;
const startsWithDigit = /^\d/;
/** Runs of digits, and what stands between them. */
const naturalParts = /\d+|\D+/g;

/** Compares texts by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares texts with the numbers in them as numbers: `user_2` before `user_10`. */
export function compareNatural(a: string, b: string): number {
  if (a === b) return 0;
  return compareNaturalKeys(naturalKey(a), naturalKey(b));
}

/** A text as the natural order sees it, for lists in which each text is compared many times. */
export interface NaturalKey {
  readonly text: string;
  /** Runs of digits, and what stands between them; null in a text without digits. */
  readonly parts: readonly string[] | null;
}

/** Cuts a text once for all comparisons. */
export function naturalKey(text: string): NaturalKey {
  return { text, parts: hasDigit.test(text) ? text.match(naturalParts) : null };
}

/** Compares texts that were cut before, as `compareNatural` does. */
export function compareNaturalKeys(a: NaturalKey, b: NaturalKey): number {
  if (a.text === b.text) return 0;
  const left = a.parts;
  const right = b.parts;
  if (!left || !right) return compareText(a.text, b.text);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = comparePart(left[index] ?? "", right[index] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function comparePart(one: string, other: string): number {
  if (one === other) return 0;
  const numbers = startsWithDigit.test(one) && startsWithDigit.test(other);
  return (numbers ? Number(one) - Number(other) : 0) || compareText(one, other);
}
