/** The member that tells what an item or an entry is, whatever its name. */
export const IDENTITY = "identity";

/** Two versions of one thing. */
export interface Pair<T> {
  readonly before: T;
  readonly after: T;
}

export interface Matched<T> {
  readonly pairs: readonly Pair<T>[];
  readonly dropped: readonly T[];
  readonly added: readonly T[];
}

/** A thing that has a name, and an identity that outlives a change of the name. */
export interface Known {
  readonly name: string;
  readonly identity: unknown;
}

/**
 * Pairs what was with what is: by name and identity, then by identity (it was renamed), then by
 * name alone.
 */
export function match<T extends Known>(before: readonly T[], after: readonly T[]): Matched<T> {
  const left = new Set(before);
  const found = new Map<T, T>();
  const take = (isSame: (a: T, b: T) => boolean) => {
    for (const one of after) {
      if (found.has(one)) continue;
      const other = [...left].find((candidate) => isSame(candidate, one));
      if (other === undefined) continue;
      left.delete(other);
      found.set(one, other);
    }
  };
  const isKnown = ({ identity }: T) => typeof identity === "string";
  take((a, b) => a.name === b.name && a.identity === b.identity);
  take((a, b) => isKnown(a) && a.identity === b.identity);
  take((a, b) => a.name === b.name);
  return {
    pairs: [...found].map(([one, other]) => ({ before: other, after: one })),
    dropped: [...left],
    added: after.filter((one) => !found.has(one)),
  };
}

/** Whether a thing has another name than before. */
export function isRenamed({ before, after }: Pair<Known>): boolean {
  return before.name !== after.name;
}

/** A rename, and the name that the thing takes meanwhile where its new one is not free in time. */
export interface Rename<T> {
  readonly pair: Pair<T>;
  readonly via: string | null;
}

/**
 * What was renamed, in an order in which each new name is free. Where names are exchanged, one thing
 * leaves its own first of all and takes the new one last; nobody can choose the name that it has
 * meanwhile, since all begin with a letter.
 */
export function renamesOf<T extends Known>({ pairs }: Matched<T>): readonly Rename<T>[] {
  const left = pairs.filter(isRenamed);
  const direct: Rename<T>[] = [];
  const last: Rename<T>[] = [];
  for (;;) {
    const held = new Set(left.map(({ before }) => before.name));
    const free = left.find(({ after }) => !held.has(after.name));
    const pair = free ?? left[0];
    if (!pair) return [...direct, ...last];
    left.splice(left.indexOf(pair), 1);
    if (free) direct.push({ pair, via: null });
    else last.push({ pair, via: `_${pair.after.name}` });
  }
}

/** Names that mean another thing than before. */
export function reassigned({ pairs, dropped, added }: Matched<Known>): readonly string[] {
  const had = new Set([...pairs.map(({ before }) => before), ...dropped].map(({ name }) => name));
  return [...pairs.filter(isRenamed).map(({ after }) => after), ...added]
    .map(({ name }) => name)
    .filter((name) => had.has(name));
}
