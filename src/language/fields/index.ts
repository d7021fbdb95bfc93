/** Fields of a resource: read, checked, printed, and as templates see them. */
export type { FieldReading } from "./check.ts";
export { type FieldContext, fieldData } from "./data.ts";
export { fieldFromJson } from "./from-json.ts";
export { parseField } from "./parse.ts";
export { printField } from "./print.ts";
export type { FaultText, FieldProblem, Spot } from "./problem.ts";
export {
  checkFields,
  checkResource,
  type ResourceContext,
  type ResourceProblem,
} from "./resource.ts";
export { attributeOf, isReference, reverseOf } from "./sides.ts";
export { fieldTypes, isFieldType } from "./types.ts";
