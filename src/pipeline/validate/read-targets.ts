import { parsePerformanceTarget } from "../../language/performance.ts";
import type { PerformanceTarget } from "../../model/blueprint.ts";
import type { Json } from "../../model/json.ts";
import { objectOf } from "./read.ts";

/** The performance targets that can be read; the others are a rule's to report. */
export function readTargets(value: Json | undefined): readonly PerformanceTarget[] {
  return Object.entries(objectOf(value)).flatMap(([metric, text]) =>
    typeof text === "string" ? (parsePerformanceTarget(metric, text).target ?? []) : [],
  );
}
