/** Fields of a resource: read, checked, printed, and as templates see them. */
export type { FieldReading } from "./check.ts";
export { fieldData } from "./data.ts";
export { fieldFromJson } from "./from-json.ts";
export { parseField } from "./parse.ts";
export { printField } from "./print.ts";
export type { FieldProblem } from "./problem.ts";
export { checkFields, checkResource } from "./resource.ts";
export { isFieldType } from "./types.ts";
