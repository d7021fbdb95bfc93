/** Compares texts by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function digitsAt(text: string, start: number): string {
  let end = start;
  while (isDigit(text, end)) end += 1;
  return text.slice(start, end);
}

/** Where two texts begin to differ; a number that does is taken as a whole. */
function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  while (at > 0 && isDigit(a, at - 1)) at -= 1;
  return at;
}

/** A number has no zero before it: what has one is a text of digits. */
function isNumber(digits: string): boolean {
  return digits !== "" && !digits.startsWith("0");
}

const digit = /[0-9]/;

/** Compares texts with the numbers in them as numbers: `user_2` before `user_10`, as ruff does. */
export function compareNatural(a: string, b: string): number {
  // Most have no number, and need not be gone through letter by letter.
  if (a === b || !digit.test(a) || !digit.test(b)) return compareText(a, b);
  const at = firstDifference(a, b);
  const one = digitsAt(a, at);
  const other = digitsAt(b, at);
  const isLonger = isNumber(one) && isNumber(other) ? one.length - other.length : 0;
  return isLonger || compareText(a, b);
}
