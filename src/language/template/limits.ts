/**
 * What one template may use. Generous for anything a person writes, small enough that a hostile
 * template is stopped within about a second.
 */
export const limits = {
  /** UTF-16 code units of a template's source. */
  source: 1_048_576,
  /** Tags inside one another. */
  nesting: 40,
  /** Operators, brackets and filters inside one another in one expression. */
  expression: 64,
  /** Faults reported of one template. */
  problems: 50,
  /** Rounds of all loops and calls of all macros in one output. */
  iterations: 1_000_000,
  /** Nodes of the program that are executed for one output. */
  steps: 20_000_000,
  /** UTF-16 code units of one output. */
  output: 16_777_216,
  /** UTF-16 code units of a text that an operator, a filter, a macro or a `set` makes. */
  text: 1_048_576,
  /** UTF-16 code units that all operators and filters of one output read and write. */
  work: 67_108_864,
  /** Macros inside one another. */
  calls: 64,
  /** Nodes inside one another over all macros that are running: what keeps the stack small. */
  depth: 1_000,
  /** Lists and objects inside one another in a value that is printed as a literal. */
  value: 32,
} as const;
