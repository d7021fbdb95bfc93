/** A pattern's syntax, as far as matching needs it. */
export type PatternNode =
  | { readonly kind: "character"; readonly source: string }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly parts: readonly PatternNode[] }
  | RepeatNode;

/** A part that stands several times; `max` may be infinite. */
export interface RepeatNode {
  readonly kind: "repeat";
  readonly part: PatternNode;
  readonly min: number;
  readonly max: number;
}

/** Says what a pattern holds that is refused, as a clause such as "it has word boundaries". */
export class RefusedPattern extends Error {}

const refusedParts: readonly (readonly [RegExp, string])[] = [
  [/^\(\?(?!:)/, "groups that begin with `(?`, other than `(?:`"],
  [/^\\[1-9k]/, "references back to a group"],
  [/^\\[bB]/, "word boundaries"],
];

/** One character of the pattern that stands for one of the text: an escape, a class, or itself. */
const characterForm =
  /^(?:\\(?:x[0-9A-Fa-f]{2}|u\{[0-9A-Fa-f]+\}|u[0-9A-Fa-f]{4}|[pP]\{[^}]*\}|c[A-Za-z]|.)|\[(?:\\.|[^\]\\])*\]|.)/su;
const countForm = /^(?:([*+?])|\{(\d{1,4})(?:(,)(\d{0,4}))?\})\??/;
const signs: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Number.POSITIVE_INFINITY],
  "+": [1, Number.POSITIVE_INFINITY],
  "?": [0, 1],
};

/** Least and greatest count of what `countForm` has matched. */
function countOf(match: RegExpExecArray): readonly [number, number] {
  const [, sign, least, comma, most] = match;
  const bySign = sign === undefined ? undefined : signs[sign];
  if (bySign) return bySign;
  const min = Number(least);
  if (comma === undefined) return [min, min];
  return [min, most === "" ? Number.POSITIVE_INFINITY : Number(most)];
}

/**
 * Reads a pattern whose syntax JavaScript has accepted (with the `u` flag).
 *
 * @throws RefusedPattern where it holds what cannot be matched in linear time.
 */
export function readPattern(pattern: string): PatternNode {
  let rest = pattern;

  function take(text: string): void {
    rest = rest.slice(text.length);
  }

  function readChoice(): PatternNode {
    const first = readSequence();
    const parts = [first];
    while (rest.startsWith("|")) {
      take("|");
      parts.push(readSequence());
    }
    return parts.length === 1 ? first : { kind: "choice", parts };
  }

  function readSequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (rest !== "" && !rest.startsWith("|") && !rest.startsWith(")")) {
      parts.push(readCount(readAtom()));
    }
    return { kind: "sequence", parts };
  }

  function readAtom(): PatternNode {
    const refused = refusedParts.find(([form]) => form.test(rest));
    if (refused) throw new RefusedPattern(`it has ${refused[1]}`);
    if (rest.startsWith("(")) {
      take(rest.startsWith("(?:") ? "(?:" : "(");
      const inner = readChoice();
      take(")");
      return inner;
    }
    const source = characterForm.exec(rest)?.[0] ?? rest;
    take(source);
    if (source === "^") return { kind: "start" };
    return source === "$" ? { kind: "end" } : { kind: "character", source };
  }

  function readCount(part: PatternNode): PatternNode {
    const match = countForm.exec(rest);
    if (match) {
      take(match[0]);
      const [min, max] = countOf(match);
      return { kind: "repeat", part, min, max };
    }
    if (rest.startsWith("{")) throw new RefusedPattern("it repeats a part more than 9999 times");
    return part;
  }

  return readChoice();
}
