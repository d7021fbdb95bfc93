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

type Member = readonly [name: string | number, value: unknown];

/** What stands in a value: what a reference leads to is a member that is not listed. */
function membersOf(value: object): Iterator<Member> {
  if (Array.isArray(value)) return value.entries();
  const data = value as Readonly<Record<string, unknown>>;
  const names = Object.getOwnPropertyNames(data);
  return names.map((name): Member => [name, data[name]]).values();
}

/** An object that is being read. */
interface Frame {
  readonly value: object;
  readonly members: Iterator<Member>;
  /** What stands for its members so far. */
  readonly parts: string[];
}

/**
 * Hashes values of data; an object that several of them share is read once, for all that are asked.
 * The order of members counts: templates see it.
 */
export function createValueDigest(): ValueDigest {
  const known = new WeakMap<object, string | undefined>();

  function enter(value: object): Frame {
    // What is met again before its own text is known leads back into itself.
    known.set(value, undefined);
    return { value, members: membersOf(value), parts: [] };
  }

  function finish({ value, parts }: Frame): string {
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    const text = shortened(`${open}${parts.join(" ")}${close}`);
    known.set(value, text);
    return text;
  }

  function isUnread(value: unknown): value is object {
    return typeof value === "object" && value !== null && !known.has(value);
  }

  function textOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null ? known.get(value) : leaf(value);
  }

  /** Not by recursion: references may lead as deep as there are resources. */
  function read(root: object): void {
    const frames = [enter(root)];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const next = frame.members.next();
      if (next.done) {
        const text = finish(frame);
        frames.pop();
        frames.at(-1)?.parts.push(text);
        continue;
      }
      const [name, member] = next.value;
      frame.parts.push(JSON.stringify(name));
      if (isUnread(member)) {
        frames.push(enter(member));
        continue;
      }
      const text = textOf(member);
      // All that is being read leads there.
      if (text === undefined) return;
      frame.parts.push(text);
    }
  }

  return (value) => {
    if (isUnread(value)) read(value);
    return textOf(value);
  };
}
