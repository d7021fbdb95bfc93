import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { parsePerformanceTarget } from "../../../language/performance.ts";
import { member, objectOf } from "../read.ts";
import type { Rule } from "./rule.ts";

/** Performance targets can be measured. */
export const targetsAreMeasurable: Rule = ({ document: { file, value } }) => {
  const targets = objectOf(member(member(value, "validation"), "performance_targets"));
  return Object.entries(targets).flatMap(([metric, text]) => {
    if (typeof text !== "string") return [];
    const { problem } = parsePerformanceTarget(metric, text);
    if (!problem) return [];
    return fault("bad-performance-target", {
      ...problem,
      place: { file, pointer: joinPointer("/validation/performance_targets", metric) },
    });
  });
};
