/** The values of each option. */
export type Options = Readonly<Record<string, readonly string[]>>;

/** One value for each option; in the making, for some. */
export type Combination = Readonly<Record<string, string>>;

/** Whether options may have these values together. */
export type IsAllowed = (combination: Combination) => boolean;

/** Each two options with each of their values that may be together. */
export function pairsOf(options: Options, isAllowed: IsAllowed): readonly Combination[] {
  const entries = Object.entries(options);
  return entries
    .flatMap(([name, values], index) =>
      entries
        .slice(index + 1)
        .flatMap(([other, otherValues]) =>
          values.flatMap((value) =>
            otherValues.map((otherValue): Combination => ({ [name]: value, [other]: otherValue })),
          ),
        ),
    )
    .filter(isAllowed);
}

/** Whether a combination has all values of a part. */
export function has(combination: Combination, part: Combination): boolean {
  return Object.entries(part).every(([name, value]) => combination[name] === value);
}

function gain(combination: Combination, pairs: readonly Combination[]): number {
  return pairs.filter((pair) => has(combination, pair)).length;
}

/** The first of those for which a figure is greatest. */
function best<T>(candidates: readonly T[], figure: (candidate: T) => number): T | undefined {
  const figures = candidates.map(figure);
  return candidates[figures.indexOf(Math.max(...figures))];
}

/** Gives each option that has no value yet the one that covers most of the pairs. */
function completed(
  start: Combination,
  {
    options,
    isAllowed,
    pairs,
  }: { options: Options; isAllowed: IsAllowed; pairs: readonly Combination[] },
): Combination {
  let combination = start;
  for (const [name, values] of Object.entries(options)) {
    const value = combination[name];
    const candidates = (value === undefined ? values : [value])
      .map((each) => ({ ...combination, [name]: each }))
      .filter(isAllowed);
    combination = best(candidates, (candidate) => gain(candidate, pairs)) ?? combination;
  }
  return combination;
}

/**
 * Few combinations that have each pair of values in at least one of them: nearly all faults of
 * options are of one value or of two together. The same options give the same combinations.
 */
export function coveringArray(options: Options, isAllowed: IsAllowed): readonly Combination[] {
  const combinations: Combination[] = [];
  let pairs = pairsOf(options, isAllowed);
  while (pairs.length > 0) {
    const context = { options, isAllowed, pairs };
    const candidates = pairs.map((pair) => completed(pair, context));
    const combination = best(candidates, (candidate) => gain(candidate, context.pairs)) ?? {};
    combinations.push(combination);
    pairs = pairs.filter((pair) => !has(combination, pair));
  }
  return combinations;
}
