/** A point in a text: line and column count from 1, the column in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of text; `end` is the first position after it. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/**
 * Where something stands. A stage names a place in the cheapest way it has: a JSON pointer into a
 * document, or a range in a text. Ranges of pointers are worked out only when there is something to
 * report.
 */
export interface Place {
  /** The file as a user would type it from the project's root, or `<command line>`. */
  readonly file: string;
  /** A JSON pointer (RFC 6901) into the file. */
  readonly pointer?: string;
  /** Which side of the member that the pointer names; the value where absent. */
  readonly side?: "key" | "value";
  /** Characters inside the string that the pointer names, in UTF-16 code units. */
  readonly within?: { readonly start: number; readonly end: number };
  /** The range, where the stage knows it. */
  readonly range?: Range;
  /** The text that `range` counts in, where it is no file (a command line). */
  readonly text?: string;
}

/** How bad: an error stops the run before anything is written. */
export type Severity = "error" | "warning";

/** Another place that belongs to the fault, and what it has to do with it. */
export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** A text that belongs to the fault and stands in no file: one side of a conflict. */
export interface Excerpt {
  readonly title: string;
  /** Of several lines; cut where it is long. */
  readonly text: string;
}

/** A change of text that mends the fault. */
export interface Fix {
  readonly description: string;
  readonly edits: readonly { readonly place: Place; readonly text: string }[];
}

/** One fault, or one thing to know, as every renderer receives it. */
export interface Diagnostic {
  /** A stable code of the catalogue, for example `duplicate-key`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence without a full stop. */
  readonly message: string;
  readonly place?: Place;
  /** What would have been right. */
  readonly expected?: string;
  /** Nearest known names, likeliest first. */
  readonly suggestions?: readonly string[];
  /** What to do next, as a sentence or a command. */
  readonly help?: string;
  readonly related?: readonly RelatedPlace[];
  readonly excerpts?: readonly Excerpt[];
  readonly fix?: Fix;
}

/**
 * What a stage gives: all that it could do, and every fault that it found. The next stage goes on
 * with the value; a fault that only follows from another is not reported again.
 */
export interface Result<T> {
  readonly value: T;
  readonly diagnostics: readonly Diagnostic[];
}
