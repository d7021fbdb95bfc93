/** The three versions of a text that are merged. */
export interface Versions<T = string> {
  /** What was generated last: where both others come from. */
  readonly base: T;
  /** What a person made of it: what is on disk. */
  readonly current: T;
  /** What is generated now. */
  readonly generated: T;
}

/** The names of the three. */
export const SIDES = ["base", "current", "generated"] as const;

/** A place where both sides changed the same lines, in different ways. */
export interface ConflictRegion extends Versions<readonly string[]> {
  /** The first line in the person's text, from 1. */
  readonly line: number;
  /** How many lines of the person's text it takes; none where something was taken out. */
  readonly count: number;
}

/** What became of three texts. */
export type TextMerge =
  | {
      readonly kind: "merged";
      readonly text: string;
      /** How many conflicts were left in the text between markers. */
      readonly marked: number;
    }
  | {
      readonly kind: "conflict";
      /** Why, as a clause. */
      readonly reason: string;
      readonly regions: readonly ConflictRegion[];
      /** What to do about it, where that is not to decide. */
      readonly help?: string;
    };
