const hasDigit = /\d/;
/** Runs of digits, and what stands between them. */
const naturalParts = /\d+|\D+/g;

/** Compares texts by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares texts with the numbers in them as numbers: `user_2` before `user_10`. */
export function compareNatural(a: string, b: string): number {
  if (!hasDigit.test(a) || !hasDigit.test(b)) return compareText(a, b);
  const left = a.match(naturalParts) ?? [];
  const right = b.match(naturalParts) ?? [];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one = "", other = ""] = [left[index], right[index]];
    const numbers = /^\d/.test(one) && /^\d/.test(other);
    const order = (numbers ? Number(one) - Number(other) : 0) || compareText(one, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
