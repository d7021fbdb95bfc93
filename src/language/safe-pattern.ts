import {
  type PatternNode,
  RefusedPattern,
  type RepeatNode,
  readPattern,
} from "./pattern-syntax.ts";

/**
 * Patterns given by users, matched in linear time.
 *
 * JavaScript's own matcher tries every way to match and can take years for one (`(a|a)*b`). Here a
 * pattern becomes a graph of states, and all states that are possible after each character are
 * followed at once (as RE2 does), so the time is at most states times characters, both bounded.
 * JavaScript's engine only judges the syntax, and single characters against single classes.
 * What cannot be matched so is refused: backreferences, looking ahead or behind, word boundaries.
 */

const maximumPatternLength = 500;
const maximumStates = 1_000;
/** Parts that make no state, as in `(){9999}`, are counted by the steps they take. */
const maximumSteps = 20_000;
/** Longer texts are not matched. */
export const maximumInputLength = 2_000;

type CharacterTest = (character: string) => boolean;

type State =
  | { readonly kind: "character"; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: "split"; readonly next: readonly number[] }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "match" };

/** Judges single characters, and remembers what was judged. */
function characterTest(source: string): CharacterTest {
  const form = new RegExp(`^${source}$`, "u");
  const known = new Map<string, boolean>();
  return (character) => {
    const answer = known.get(character) ?? form.test(character);
    known.set(character, answer);
    return answer;
  };
}

/** The state of a whole match, which is made first. */
const matchState = 0;

/** Makes the states of a pattern, from its end to its start. */
function buildStates(pattern: PatternNode): {
  readonly states: readonly State[];
  readonly first: number;
} {
  const states: State[] = [];
  let steps = 0;

  function add(state: State): number {
    return states.push(state) - 1;
  }

  function build(node: PatternNode, next: number): number {
    steps += 1;
    if (states.length >= maximumStates || steps > maximumSteps) {
      throw new RefusedPattern("it repeats too much");
    }
    switch (node.kind) {
      case "start":
      case "end":
        return add({ kind: node.kind, next });
      case "character":
        return add({ kind: "character", test: characterTest(node.source), next });
      case "choice":
        return add({ kind: "split", next: node.parts.map((part) => build(part, next)) });
      case "sequence":
        return node.parts.reduceRight((after, part) => build(part, after), next);
      case "repeat":
        return buildRepeat(node, next);
    }
  }

  function buildRepeat({ part, min, max }: RepeatNode, next: number): number {
    let first = next;
    if (max === Number.POSITIVE_INFINITY) {
      const ways = [next];
      first = add({ kind: "split", next: ways });
      ways.unshift(build(part, first));
    } else {
      for (let count = min; count < max; count += 1) {
        first = add({ kind: "split", next: [build(part, first), next] });
      }
    }
    for (let count = 0; count < min; count += 1) first = build(part, first);
    return first;
  }

  add({ kind: "match" });
  return { first: build(pattern, matchState), states };
}

/** The states that follow a state without taking a character. */
function freeSteps(state: State, isAtStart: boolean, isAtEnd: boolean): readonly number[] {
  if (state.kind === "split") return state.next;
  const isPassed = (state.kind === "start" && isAtStart) || (state.kind === "end" && isAtEnd);
  return isPassed ? [state.next] : [];
}

/** Whether a text has a match anywhere, as the `pattern` of JSON Schema means it. */
function hasMatch(states: readonly State[], first: number, text: string): boolean {
  const characters = [...text];

  /** All states that can be reached at a place without taking a character. */
  function reach(from: readonly number[], at: number): ReadonlySet<number> {
    const reached = new Set<number>();
    const pending = [...from];
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      const state = states[index];
      if (!state || reached.has(index)) continue;
      reached.add(index);
      pending.push(...freeSteps(state, at === 0, at === characters.length));
    }
    return reached;
  }

  function advance(current: ReadonlySet<number>, character: string): number[] {
    const next: number[] = [];
    for (const index of current) {
      const state = states[index];
      if (state?.kind === "character" && state.test(character)) next.push(state.next);
    }
    return next;
  }

  const isMatched = (current: ReadonlySet<number>) => current.has(matchState);
  let current = reach([first], 0);
  for (const [at, character] of characters.entries()) {
    if (isMatched(current)) return true;
    current = reach([...advance(current, character), first], at + 1);
  }
  return isMatched(current);
}

/** A pattern that is ready to match, or why it is refused. */
export type SafePattern =
  | { readonly matches: (text: string) => boolean }
  | { readonly problem: string };

/**
 * Compiles a pattern in the syntax of JavaScript (with the `u` flag).
 *
 * @returns `matches`, which is false for texts of more than 2,000 characters; or the problem, a
 * clause such as "it has word boundaries".
 */
export function compilePattern(pattern: string): SafePattern {
  if (pattern.length > maximumPatternLength) {
    return { problem: `it is longer than ${maximumPatternLength} characters` };
  }
  try {
    new RegExp(pattern, "u");
    const { states, first } = buildStates(readPattern(pattern));
    return {
      matches: (text) => text.length <= maximumInputLength && hasMatch(states, first, text),
    };
  } catch (error) {
    if (error instanceof RefusedPattern) return { problem: error.message };
    if (error instanceof SyntaxError) return { problem: "it is no regular expression" };
    throw error;
  }
}
