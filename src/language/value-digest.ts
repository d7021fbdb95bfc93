import { digest } from "./digest.ts";

/** Gives a hash of a value, equal for equal ones; undefined where it leads back into itself. */
export type ValueDigest = (value: unknown) => string | undefined;

/** What stands for a value in the text that is hashed: an object is named by its own hash. */
function leaf(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}

/** What stands in a value: what a reference leads to is a member that is not listed. */
function membersOf(value: object): Iterable<readonly [string | number, unknown]> {
  if (Array.isArray(value)) return value.entries();
  return Object.getOwnPropertyNames(value).map(
    (name) => [name, (value as Readonly<Record<string, unknown>>)[name]] as const,
  );
}

/**
 * Hashes values of data; an object that several of them share is read once, for all that are asked.
 * The order of members counts: templates see it.
 */
export function createValueDigest(): ValueDigest {
  const known = new WeakMap<object, string | undefined>();

  function ofObject(value: object): string | undefined {
    if (known.has(value)) return known.get(value);
    // What is met again before its own hash is known leads back into itself.
    known.set(value, undefined);
    const parts: string[] = [];
    for (const [key, member] of membersOf(value)) {
      const part = of(member);
      if (part === undefined) return undefined;
      parts.push(JSON.stringify(key), part);
    }
    const found = digest(`${Array.isArray(value) ? "list" : "object"} ${parts.join(" ")}`);
    known.set(value, found);
    return found;
  }

  function of(value: unknown): string | undefined {
    return typeof value === "object" && value !== null ? ofObject(value) : leaf(value);
  }

  return of;
}
