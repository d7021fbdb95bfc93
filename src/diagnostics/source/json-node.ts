/** A stretch of a text in UTF-16 code units; `end` is the first offset after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One member of an object with the places of its key. */
export interface JsonMember {
  readonly name: string;
  readonly key: Span;
  /** Absent where the value is missing or unreadable. */
  readonly value?: JsonNode;
}

/** A JSON value and where it stands. */
export type JsonNode =
  | (Span & { readonly kind: "object"; readonly members: readonly JsonMember[] })
  | (Span & { readonly kind: "array"; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: "string" | "number" | "word" });

/** A fault of a JSON text. */
export interface JsonProblem extends Span {
  readonly code: "json-syntax" | "duplicate-key" | "document-too-deep" | "empty-document";
  readonly message: string;
  /** The value that was being read, as a JSON pointer. */
  readonly pointer: string;
  readonly expected?: string;
  readonly help?: string;
  readonly suggestions?: readonly string[];
  readonly related?: Span & { readonly message: string };
  /** The text that mends the fault when it takes the place of `start` to `end`. */
  readonly replacement?: string;
}

/** A JSON text as a tree, as far as it could be read, and all its faults. */
export interface JsonTree {
  readonly root?: JsonNode;
  readonly problems: readonly JsonProblem[];
}

/** Documents nest no deeper than this. */
export const maximumDepth = 100;
