/** A figure, and what it should be where that was said; speed is never a test. */
export interface Goal {
  readonly name: string;
  readonly figure: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** Prints a figure beside its goal. */
export function print({
  name,
  figure,
  atLeast = Number.NEGATIVE_INFINITY,
  atMost = Number.POSITIVE_INFINITY,
}: Goal): void {
  const row = `${name.padEnd(66)} ${figure.toFixed(2).padStart(8)}`;
  if (atLeast === Number.NEGATIVE_INFINITY && atMost === Number.POSITIVE_INFINITY) {
    process.stdout.write(`${row}\n`);
    return;
  }
  const goal = atMost === Number.POSITIVE_INFINITY ? `>= ${atLeast}` : `<= ${atMost}`;
  const verdict = figure >= atLeast && figure <= atMost ? "ok" : "MISSED";
  process.stdout.write(`${row}  ${goal}  ${verdict}\n`);
}
