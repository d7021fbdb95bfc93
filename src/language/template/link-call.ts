import { nearest } from "../nearest.ts";
import { limits } from "./limits.ts";
import { linkExpression } from "./link-expression.ts";
import type { LinkedMacro, Linker } from "./linker.ts";
import type { Evaluate } from "./paths.ts";
import { problemAt, TemplateFault } from "./problem.ts";
import type { Run } from "./run.ts";
import type { Scope } from "./scope.ts";
import type { CallNode, MacroDefinition } from "./syntax.ts";

/** How a macro is called: `column(field, optional=…)`. */
function signature(macro: MacroDefinition): string {
  const parameters = macro.parameters.map((each) => (each.default ? `${each.name}=…` : each.name));
  return `${macro.name}(${parameters.join(", ")})`;
}

function unknownMacro(node: CallNode, linker: Linker): void {
  linker.report(
    problemAt("template-unknown-name", node, {
      message: `There is no macro \`${node.macro.slice(0, 100)}\` in this file`,
      suggestions: nearest(node.macro, linker.macroNames()),
      help: "Only macros of the same file can be called",
    }),
  );
}

/** Brings the arguments into the order of the parameters; undefined where a default stands in. */
function arrange(
  node: CallNode,
  macro: MacroDefinition,
  values: { positional: readonly Evaluate[]; named: readonly Evaluate[] },
): { given: readonly (Evaluate | undefined)[]; problem?: string } {
  const given: (Evaluate | undefined)[] = macro.parameters.map(
    (_, index) => values.positional[index],
  );
  let problem =
    values.positional.length > macro.parameters.length ? "is given too many arguments" : undefined;
  node.named.forEach(({ name }, index) => {
    const place = macro.parameters.findIndex((parameter) => parameter.name === name);
    if (place < 0) problem ??= `has no parameter \`${name.slice(0, 100)}\``;
    else if (given[place]) problem ??= `is given \`${name}\` twice`;
    else given[place] = values.named[index];
  });
  const missing = macro.parameters.find((each, index) => !each.default && !given[index]);
  if (missing) problem ??= `is not given \`${missing.name}\``;
  return problem === undefined ? { given } : { given, problem };
}

function enter(run: Run, node: CallNode, depth: number): void {
  run.calls += 1;
  run.depth += depth;
  if (run.calls <= limits.calls && run.depth <= limits.depth) return;
  throw new TemplateFault("template-limit", node, {
    message: `\`${node.macro}\` is called inside itself without end`,
    help: `Macros may be ${limits.calls} levels deep`,
  });
}

/** A call of a macro; its arguments are checked here, so that none can be wrong at run time. */
export function linkCall(node: CallNode, scope: Scope, linker: Linker): Evaluate {
  const positional = node.positional.map((value) => linkExpression(value, scope, linker));
  const named = node.named.map(({ value }) => linkExpression(value, scope, linker));
  const macro: LinkedMacro | undefined = linker.macros.get(node.macro);
  if (!macro) {
    unknownMacro(node, linker);
    return () => "";
  }
  const { given, problem } = arrange(node, macro.definition, { positional, named });
  if (problem) {
    linker.report(
      problemAt("template-arguments", node, {
        message: `The macro \`${node.macro}\` ${problem}`,
        expected: `\`${signature(macro.definition)}\``,
      }),
    );
  }
  const depth = linker.depth + 2;
  return (run) => {
    const values = given.map((value) => value?.(run));
    enter(run, node, depth);
    const text = macro.run(run, values);
    run.calls -= 1;
    run.depth -= depth;
    return text;
  };
}
