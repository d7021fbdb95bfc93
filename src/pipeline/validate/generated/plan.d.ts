// The code beside this declaration is made from the schema by `npm run build`.
import type { SchemaValidator } from "../schema-error.ts";

export const validate: SchemaValidator;
