import type { NameSink } from "./names-sink.ts";
import type { ProblemDetails } from "./problem.ts";
import { type DataObject, isList, kindOf, nameOfKind, type ValueKind } from "./values.ts";

/** What a filter may use beside its input and its arguments. */
export interface FilterContext {
  readonly data: DataObject;
  /** Where names that need an import go. */
  readonly names: NameSink;
  /** What the name filters printed in this run: the same text is the same name each time. */
  readonly printed: Map<string, string>;
  /** Counts characters or items that are read or written. */
  readonly spend: (units: number) => void;
  /** Charges a text that is about to be made. @throws TemplateFault where it would be too long. */
  readonly room: (length: number) => void;
  /** Charges a text that was made, and gives it back. */
  readonly made: (text: string) => string;
  /** Ends the render with a fault at the filter. */
  readonly fail: (details: ProblemDetails) => never;
}

/** One argument of a filter. */
export interface FilterParameter {
  readonly name: string;
  /** Null accepts anything. */
  readonly kind: ValueKind | null;
  readonly optional?: true;
}

type Apply<Input> = (input: Input, given: readonly unknown[], context: FilterContext) => unknown;

/** A pure function of templates, with what it takes. */
export interface Filter {
  readonly parameters: readonly FilterParameter[];
  readonly apply: Apply<unknown>;
}

function wrongInput(input: unknown, wanted: string, context: FilterContext): never {
  return context.fail({
    message: `This filter takes ${wanted}, not ${nameOfKind(input)}`,
    ...(input === null ? { help: "Guard it with `{% if … != null %}`" } : {}),
  });
}

/** A filter on text; a number or a boolean is taken as its text. */
export function onText(parameters: readonly FilterParameter[], apply: Apply<string>): Filter {
  return {
    parameters,
    apply(input, given, context) {
      if (typeof input === "string") {
        context.spend(input.length);
        return apply(input, given, context);
      }
      const kind = kindOf(input);
      if (kind !== "number" && kind !== "boolean") return wrongInput(input, "text", context);
      return apply(String(input), given, context);
    },
  };
}

/** An item costs about as much as so many characters. */
const unitsOfItem = 8;

/** A filter on a list. */
export function onList(
  parameters: readonly FilterParameter[],
  apply: Apply<readonly unknown[]>,
): Filter {
  return {
    parameters,
    apply(input, given, context) {
      if (!isList(input)) return wrongInput(input, "a list", context);
      context.spend(input.length * unitsOfItem);
      return apply(input, given, context);
    },
  };
}

/** A filter on any value. */
export function onAny(parameters: readonly FilterParameter[], apply: Apply<unknown>): Filter {
  return { parameters, apply };
}

export function parameter(name: string, kind: ValueKind | null): FilterParameter {
  return { name, kind };
}

export function optional(name: string, kind: ValueKind | null): FilterParameter {
  return { name, kind, optional: true };
}

/** How a filter is written with its arguments: `replace(old, new)`. */
export function signature(name: string, filter: Filter): string {
  const parameters = filter.parameters.map((each) => (each.optional ? `${each.name}?` : each.name));
  return parameters.length === 0 ? name : `${name}(${parameters.join(", ")})`;
}

/** What is wrong with the number of arguments, if anything. */
export function countProblem(
  name: string,
  filter: Filter,
  given: number,
): ProblemDetails | undefined {
  const needed = filter.parameters.filter((each) => !each.optional).length;
  if (given >= needed && given <= filter.parameters.length) return undefined;
  return {
    message: `\`${name}\` is given ${given} ${given === 1 ? "argument" : "arguments"}`,
    expected: `\`${signature(name, filter)}\``,
  };
}

/** Applies a filter after checking the kinds of its arguments. */
export function applyFilter(
  filter: Filter,
  call: { readonly input: unknown; readonly given: readonly unknown[] },
  context: FilterContext,
): unknown {
  for (let index = 0; index < call.given.length; index += 1) {
    const expected = filter.parameters[index];
    const value = call.given[index];
    if (!expected?.kind || kindOf(value) === expected.kind) continue;
    const wanted = expected.kind === "text" ? "text" : `a ${expected.kind}`;
    return context.fail({
      message: `The argument \`${expected.name}\` is ${nameOfKind(value)}`,
      expected: wanted,
    });
  }
  return filter.apply(call.input, call.given, context);
}
