import type { PerformanceTarget } from "../model/blueprint.ts";

/** The units that can be measured, and what they count. */
const performanceUnits = ["us", "ms", "s", "rps", "%", "MB"] as const;

/** A target, or why the text is none. */
export interface PerformanceTargetReading {
  readonly target?: PerformanceTarget;
  readonly problem?: { readonly message: string; readonly expected: string };
}

const form =
  /^\s*(?:(p50|p95|p99)\s+)?(<=|>=|<|>)\s*(\d{1,12}(?:\.\d{1,6})?)\s*(us|ms|s|rps|%|MB)\s*$/;
const durations: readonly string[] = ["us", "ms", "s"];
const maximumLength = 100;

function isPercentile(text: string | undefined): text is "p50" | "p95" | "p99" {
  return text === "p50" || text === "p95" || text === "p99";
}

function isOperator(text: string | undefined): text is PerformanceTarget["operator"] {
  return text === "<" || text === "<=" || text === ">" || text === ">=";
}

function refused(message: string, expected: string): PerformanceTargetReading {
  return { problem: { message, expected } };
}

/**
 * Reads a performance target: `[p50|p95|p99] OP NUMBER UNIT`, such as `p95 < 0.2 s`, `>= 100 rps`.
 *
 * @param metric - What is measured; any name.
 */
export function parsePerformanceTarget(metric: string, text: string): PerformanceTargetReading {
  const match = text.length <= maximumLength ? form.exec(text) : null;
  const [, percentile, operator, amount, unit] = match ?? [];
  if (!isOperator(operator) || unit === undefined) {
    return refused(
      `The target of \`${metric}\` cannot be read`,
      `\`[p50|p95|p99] OP NUMBER UNIT\` with a unit of ${performanceUnits.join(", ")}, such as \`p95 < 200ms\``,
    );
  }
  const value = Number(amount);
  if (operator === "<" && value === 0) {
    return refused(`Nothing is less than the target of \`${metric}\``, "a number above 0");
  }
  if (!isPercentile(percentile)) return { target: { metric, operator, value, unit } };
  if (!durations.includes(unit)) {
    return refused(
      `A percentile of \`${metric}\` needs durations, not \`${unit}\``,
      `a unit of ${durations.join(", ")}, or no percentile`,
    );
  }
  return { target: { metric, percentile, operator, value, unit } };
}
