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

const quotedNames = new Map<string, string>();
const maximumQuoted = 2_000;

/** Objects of one kind have the same names: they are quoted once. */
function quoted(name: string): string {
  const seen = quotedNames.get(name);
  if (seen !== undefined) return seen;
  const text = JSON.stringify(name);
  if (quotedNames.size >= maximumQuoted) quotedNames.clear();
  quotedNames.set(name, text);
  return text;
}

function leaf(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}

/** An object or a list that is being read. */
interface Frame {
  readonly value: object;
  /** The names of an object's members; what a reference leads to is one that is not listed. */
  readonly names: readonly string[];
  readonly members: readonly unknown[];
  /** How many of the members were read. */
  read: number;
  /** What stands for these. */
  text: string;
}

function frameOf(value: object): Frame {
  if (Array.isArray(value)) return { value, names: [], members: value, read: 0, text: "[" };
  const data = value as Readonly<Record<string, unknown>>;
  const names = Object.getOwnPropertyNames(data);
  return { value, names, members: names.map((name) => data[name]), read: 0, text: "{" };
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
    return frameOf(value);
  }

  function isUnread(value: unknown): value is object {
    return typeof value === "object" && value !== null && !known.has(value);
  }

  function textOf(value: unknown): string | undefined {
    return typeof value === "object" && value !== null ? known.get(value) : leaf(value);
  }

  /**
   * Reads members until one has to be read before.
   *
   * @returns that one; null at the end, undefined where a member leads back.
   */
  function readOn(frame: Frame): object | null | undefined {
    const { names, members } = frame;
    for (; frame.read < members.length; frame.read += 1) {
      const member = members[frame.read];
      if (isUnread(member)) return member;
      const text = textOf(member);
      if (text === undefined) return undefined;
      const name = names[frame.read];
      frame.text += name === undefined ? `${text} ` : `${quoted(name)} ${text} `;
    }
    return null;
  }

  /** Not by recursion: references may lead as deep as there are resources. */
  function read(root: object): void {
    const frames = [enter(root)];
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const unread = readOn(frame);
      // All that is being read leads there.
      if (unread === undefined) return;
      if (unread !== null) {
        frames.push(enter(unread));
        continue;
      }
      known.set(frame.value, shortened(frame.text));
      frames.pop();
    }
  }

  return (value) => {
    if (isUnread(value)) read(value);
    return textOf(value);
  };
}
