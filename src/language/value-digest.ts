import { digest } from "./digest.ts";

/**
 * Gives a short text that stands for a value: the same for equal ones, and another one for all others;
 * undefined where it leads back into itself.
 */
export type ValueDigest = (value: unknown) => string | undefined;

/** Longer texts are hashed: of objects that are shared only a hash is written out again. */
const SHORT = 64;

function shortened(text: string): string {
  return text.length <= SHORT ? text : digest(text);
}

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
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    const found = shortened(`${open}${parts.join(" ")}${close}`);
    known.set(value, found);
    return found;
  }

  function of(value: unknown): string | undefined {
    return typeof value === "object" && value !== null ? ofObject(value) : leaf(value);
  }

  return of;
}
