import { fault } from "../../../diagnostics/catalogue.ts";
import { joinPointer } from "../../../diagnostics/source/pointer.ts";
import { parseRequirement } from "../../../language/requirements.ts";
import { listOf, member } from "../read.ts";
import type { Rule } from "./rule.ts";

/** Packages that the code needs are requirements that `pip` takes. */
export const requirementsAreReadable: Rule = ({ document: { file, value } }) =>
  listOf(member(member(value, "template"), "dependencies")).flatMap((text, index) => {
    const problem = typeof text === "string" ? parseRequirement(text).problem : undefined;
    if (!problem) return [];
    return fault("bad-requirement", {
      ...problem,
      place: { file, pointer: joinPointer("/template/dependencies", index) },
    });
  });
