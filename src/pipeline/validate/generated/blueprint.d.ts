// The code beside this declaration is made from the schema by `npm run generate`.
import type { SchemaValidator } from "../schema-error.ts";

export const validate: SchemaValidator;
