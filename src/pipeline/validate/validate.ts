import type { Blueprint } from "../../model/blueprint.ts";
import type { Diagnostic, Result } from "../../model/diagnostic.ts";
import type { SourceDocument } from "../../model/document.ts";
import { validate as fitsSchema } from "./generated/blueprint.js";
import { readBlueprint } from "./read-blueprint.ts";
import { rules } from "./rules/rules.ts";
import { schemaFaults } from "./schema-faults.ts";
import { templateFaults } from "./template-faults.ts";
import { withoutFollowers } from "./without-followers.ts";

/**
 * Checks documents against the schema of blueprints and against what must hold for each alone.
 * A document with faults gives its blueprint too, as far as it can be read and has a name, so that
 * others that depend on it are not blamed.
 */
export async function validate(documents: readonly SourceDocument[]): Promise<Result<Blueprint[]>> {
  const value: Blueprint[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) {
    const ofSchema = schemaFaults(fitsSchema, document);
    const blueprint = readBlueprint(document);
    const ofRules = rules.flatMap((rule) => rule({ blueprint, document }));
    diagnostics.push(...ofSchema, ...withoutFollowers(ofRules, ofSchema));
    if (blueprint.name !== "") value.push(blueprint);
  }
  diagnostics.push(...(await templateFaults(value)));
  return { value, diagnostics };
}
