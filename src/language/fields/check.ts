import type { Field } from "../../model/field.ts";
import { identifierProblem } from "../identifiers.ts";
import { nearest } from "../nearest.ts";
import { quoted } from "../quoted.ts";
import { hasFault, type Reading, type Rule, report } from "./draft.ts";
import type { FieldProblem } from "./problem.ts";
import { isModifier, modifiersFor, shortFormOf, typesOfModifier } from "./types.ts";
import {
  boundsAreSensible,
  digitsAreSensible,
  indexHoldsText,
  valuesAreDistinct,
} from "./value-rules.ts";
import { codePoints, valueFault } from "./values.ts";

/** What reading a field gives: the field, or all that is wrong with it. */
export interface FieldReading {
  readonly field?: Field;
  readonly problems: readonly FieldProblem[];
}

/** Takes out what does not belong to the type, so that no rule after it looks at it. */
const modifiersFitType: Rule = (reading, draft) => {
  const { type } = draft;
  if (!type) return;
  const misplaced = new Set<string>();
  for (const member of reading.spots.keys()) {
    if (!isModifier(member) || typesOfModifier[member].includes(type)) continue;
    delete draft[member];
    const form = shortFormOf(member);
    if (misplaced.has(form)) continue;
    misplaced.add(form);
    report(reading, member, {
      code: "misplaced-modifier",
      message: `\`${form}\` does not apply to a field of type \`${type}\``,
      expected: modifiersFor(type),
    });
  }
};

const nameIsIdentifier: Rule = (reading, { name }) => {
  if (name === undefined) return;
  const problem = identifierProblem(name, "field");
  if (problem) report(reading, "name", { code: "invalid-name", ...problem });
};

/** `product_id:ref:product` would make a column `product_id_id`. */
const referenceNamesThing: Rule = (reading, { name, type }) => {
  if (type !== "ref" || !name?.endsWith("_id")) return;
  report(reading, "name", {
    code: "invalid-name",
    message: `The reference \`${name}\` ends in \`_id\`, which its column gets anyway`,
    expected: "the name of the thing that is referred to",
    suggestions: [name.slice(0, -"_id".length)],
  });
};

const resourceIsNamed: Rule = (reading, { type, resource }) => {
  if (type !== "ref" && type !== "refs") return;
  if (resource === undefined) {
    if (hasFault(reading, "invalid-field")) return;
    report(reading, "type", {
      code: "invalid-field",
      message: `A \`${type}\` needs the resource that it refers to`,
      expected: `\`${type}:RESOURCE\`, such as \`${type}:product\``,
    });
    return;
  }
  const problem = identifierProblem(resource, "resource");
  if (problem) report(reading, "resource", { code: "invalid-name", ...problem });
};

const deletionCanBeDone: Rule = (reading, { onDelete, optional }) => {
  if (onDelete !== "set-null" || optional) return;
  report(reading, "onDelete", {
    code: "conflicting-modifiers",
    message: "`set-null` needs a field that may be null",
    expected: "`optional` beside `set-null`, or `restrict` or `cascade`",
  });
};

const uniqueHasNoDefault: Rule = (reading, { unique, default: value }) => {
  if (!unique || value === undefined) return;
  report(reading, "default", {
    code: "conflicting-modifiers",
    message: "A `unique` field cannot have a default, for only one row could take it",
    expected: "either `unique` or `default=`",
  });
};

const renameChangesName: Rule = (reading, { name, renamedFrom }) => {
  if (renamedFrom === undefined) return;
  const problem = identifierProblem(renamedFrom, "field");
  if (problem) report(reading, "renamedFrom", { code: "invalid-name", ...problem });
  else if (renamedFrom === name) {
    report(reading, "renamedFrom", {
      code: "invalid-field",
      message: `The field \`${name}\` cannot be renamed from its own name`,
      expected: "the name that the field had before",
    });
  }
};

const defaultIsValid: Rule = (reading, draft) => {
  const { type, default: value } = draft;
  if (!type || value === undefined) return;
  if (hasFault(reading, "invalid-bounds", "invalid-digits", "invalid-enum-values")) return;
  const fault = valueFault(value, { ...draft, type });
  if (!fault) return;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  const possible = type === "bool" ? ["true", "false"] : (draft.values ?? []);
  const hint = typeof value === "string" ? nearest(value, possible) : [];
  report(reading, "default", {
    code: "invalid-default",
    message:
      type === "string" && typeof value === "string"
        ? `The default ${quoted(shown)} of ${codePoints(shown)} characters is not possible`
        : `The default ${quoted(shown)} is no value of type \`${type}\``,
    expected: fault.expected,
    suggestions: hint,
  });
};

const rules: readonly Rule[] = [
  modifiersFitType,
  nameIsIdentifier,
  referenceNamesThing,
  boundsAreSensible,
  indexHoldsText,
  digitsAreSensible,
  valuesAreDistinct,
  resourceIsNamed,
  deletionCanBeDone,
  uniqueHasNoDefault,
  renameChangesName,
  defaultIsValid,
];

/** Checks what was read by all rules, and makes the field of it where nothing is wrong. */
export function finishReading(reading: Reading): FieldReading {
  const { draft, problems } = reading;
  for (const rule of rules) rule(reading, draft);
  const { name, type, optional = false, unique = false, index = false, ...rest } = draft;
  if (problems.length > 0 || name === undefined || type === undefined) return { problems };
  return { field: { name, type, optional, unique, index, ...rest }, problems };
}
