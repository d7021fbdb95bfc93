import { describe, expect, it } from "vitest";
import { parsePerformanceTarget } from "../../../src/language/performance.ts";

describe("a performance target", () => {
  it.each([
    ["< 200ms", { operator: "<", value: 200, unit: "ms" }],
    ["p95 < 0.2 s", { percentile: "p95", operator: "<", value: 0.2, unit: "s" }],
    [">= 100 rps", { operator: ">=", value: 100, unit: "rps" }],
    ["<1%", { operator: "<", value: 1, unit: "%" }],
  ])("%s is read", (text, target) => {
    expect(parsePerformanceTarget("response_time", text)).toEqual({
      target: { metric: "response_time", ...target },
    });
  });

  it.each([
    "",
    "200ms",
    "< ms",
    "< 200",
    "< 200 parsecs",
    "p42 < 1s",
    "p95 >= 100 rps",
    "= 5ms",
    "< -5ms",
    "< 0ms",
    "< 1e999ms",
    `<${" ".repeat(200)}1ms`,
  ])("%j is refused", (text) => {
    expect(parsePerformanceTarget("response_time", text).problem?.expected).toBeTruthy();
  });
});
