import type { Parameter, ParameterItems, ParameterType } from "../../model/blueprint.ts";
import type { Json } from "../../model/json.ts";
import { isObject, member, numberOf, objectOf, present, stringOf, wordOf } from "./read.ts";

const types: readonly ParameterType[] = [
  "string",
  "integer",
  "number",
  "boolean",
  "array",
  "object",
];

/** The parameters of a document, or the members of a slot's schema. */
export function readParameters(value: Json | undefined): Readonly<Record<string, Parameter>> {
  const parameters: Record<string, Parameter> = Object.create(null);
  for (const [name, definition] of Object.entries(objectOf(value))) {
    parameters[name] = readParameter(definition);
  }
  return parameters;
}

function readParameter(value: Json): Parameter {
  const type = wordOf(member(value, "type"), types);
  const required = member(value, "required") === true;
  const description = stringOf(member(value, "description")) ?? "";
  // What is said of its values cannot be judged without their type.
  if (type === undefined) return { type: "string", required, description };
  return {
    type,
    required,
    description,
    ...present({
      default: member(value, "default"),
      enum: enumOf(value),
      pattern: stringOf(member(value, "pattern")),
      minimum: numberOf(member(value, "minimum")),
      maximum: numberOf(member(value, "maximum")),
      items: itemsOf(member(value, "items")),
      argument: wordOf(member(value, "argument"), ["first", "rest"]),
    }),
  };
}

function itemsOf(value: Json | undefined): ParameterItems | undefined {
  if (!isObject(value)) return undefined;
  return present({
    type: wordOf(member(value, "type"), types),
    format: wordOf(member(value, "format"), ["field"]),
    enum: enumOf(value),
    pattern: stringOf(member(value, "pattern")),
  });
}

function enumOf(value: Json | undefined): readonly Json[] | undefined {
  const values = member(value, "enum");
  return Array.isArray(values) ? values : undefined;
}
