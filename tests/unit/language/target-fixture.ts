import { parseTarget } from "../../../src/language/target.ts";
import type { JsonObject } from "../../../src/model/json.ts";

/** A small target's document. */
export const targetDocument = {
  name: "fastapi",
  package_root: "src/{package}",
  language_versions: ["3.11", "3.12"],
  keywords: ["class", "import"],
  reserved: {
    fields: {
      id: "every row has one",
      metadata: "the tables keep theirs there",
      "model_*": "pydantic",
    },
    resources: { base: "the base class" },
    packages: { tests: "the package of the tests" },
  },
  libraries: ["fastapi"],
  standard_library: ["datetime"],
  requirements: { fastapi: ">=0.100,<1" },
  requirements_slot: "project.requirements",
  next_steps: {
    new: ["cd {project.name}"],
    set_up: { missing: ".venv", steps: ["make a venv"] },
    change: ["scaffold verify"],
    take_back: "go back to {revision}",
  },
  types: {
    string: { annotation: "str" },
    email: {
      annotation: "EmailStr",
      contributes: [{ slot: "project.requirements", value: { requirement: "email-validator" } }],
    },
  },
} satisfies JsonObject;

/** The same, loaded. */
export const target = parseTarget(targetDocument);
