import type { FilterContext } from "./filter.ts";
import { limits } from "./limits.ts";
import type { NameSink } from "./names-sink.ts";
import { type Operation, tooLong } from "./operators.ts";
import { TemplateFault } from "./problem.ts";
import type { Span } from "./syntax.ts";
import type { DataObject } from "./values.ts";

/** Everything that changes while a template runs. */
export interface Run {
  readonly data: DataObject;
  readonly file: unknown[];
  macro: unknown[];
  /** The text so far, in pieces. */
  chunks: string[];
  /** Where each piece comes from; null unless somebody asks for the lines. */
  origins: ChunkOrigin[] | null;
  length: number;
  iterations: number;
  steps: number;
  work: number;
  calls: number;
  depth: number;
  /** The current index or key of each loop. */
  readonly positions: (number | string)[];
  /** How many pieces stand before the mark of the imports; -1 where it was not met. */
  mark: number;
  /** The node that runs; what the operation and the filters point at. */
  at: Span;
  readonly operation: Operation;
  readonly filter: FilterContext;
}

/** Where a piece of text was made: text of the template goes over its lines, a value stands in one. */
export interface ChunkOrigin {
  readonly start: number;
  readonly lines: boolean;
}

export interface RunInput {
  readonly data: DataObject;
  readonly names: NameSink;
  readonly trace?: boolean;
}

function stop(run: Run, message: string, help: string): never {
  throw new TemplateFault("template-limit", run.at, { message, help });
}

/** Counts characters that operators and filters read or write. */
function spend(run: Run, units: number): void {
  run.work += units;
  if (run.work <= limits.work) return;
  stop(run, "The template works on too much text", "Change long texts once, outside of loops");
}

function room(run: Run, length: number): void {
  spend(run, length);
  if (length > limits.text) throw tooLong(run.at);
}

export function startRun(input: RunInput, slots: { file: number; loops: number }): Run {
  const run: Run = {
    data: input.data,
    file: new Array(slots.file).fill(undefined),
    macro: [],
    chunks: [],
    origins: input.trace ? [] : null,
    length: 0,
    iterations: 0,
    steps: 0,
    work: 0,
    calls: 0,
    depth: 0,
    positions: new Array(slots.loops).fill(0),
    mark: -1,
    at: { start: 0, end: 0 },
    operation: {
      get span() {
        return run.at;
      },
      spend: (units) => spend(run, units),
    },
    filter: {
      data: input.data,
      names: input.names,
      printed: new Map(),
      spend: (units) => spend(run, units),
      room: (length) => room(run, length),
      made(text) {
        room(run, text.length);
        return text;
      },
      fail(details) {
        throw new TemplateFault("template-arguments", run.at, details);
      },
    },
  };
  return run;
}

/** Counts one round of a loop or one call of a macro, and the nodes it is about to execute. */
export function count(run: Run, nodes: number, span: Span): void {
  run.iterations += 1;
  run.steps += nodes;
  if (run.iterations <= limits.iterations && run.steps <= limits.steps) return;
  run.at = span;
  stop(
    run,
    "The template loops without a sensible end",
    "Look for loops inside loops over long lists",
  );
}

/** Puts a piece of text to the output. */
export function write(run: Run, text: string, origin: ChunkOrigin): void {
  if (text === "") return;
  run.length += text.length;
  if (run.length > limits.output) {
    run.at = { start: origin.start, end: origin.start };
    stop(
      run,
      `The output grows beyond ${limits.output} characters`,
      "Look for a loop that prints more than it should",
    );
  }
  run.chunks.push(text);
  run.origins?.push(origin);
}

/** Runs a body whose text is a value instead of output. */
export function capture(run: Run, body: (run: Run) => void, span: Span): string {
  const { chunks, origins, length } = run;
  run.chunks = [];
  run.origins = null;
  body(run);
  const text = run.chunks.join("");
  run.chunks = chunks;
  run.origins = origins;
  run.length = length;
  run.at = span;
  run.filter.room(text.length);
  return text;
}
