/**
 * Compiles the schemas of documents into stand-alone functions, so that nothing of the schema
 * validator's 60 ms is paid at run time. Run by `npm run build`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const folder = join(root, "src/pipeline/validate/generated");

/** One schema as a module; `verbose` keeps what the messages are made from. */
function compile(name: string): string {
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    code: { source: true, esm: true },
  });
  ajv.addVocabulary(["patternErrorMessage"]);
  const schema = JSON.parse(readFileSync(join(root, "schemas", `${name}.v1.json`), "utf8"));
  ajv.addSchema(schema, name);
  return standalone.default(ajv, { validate: name });
}

mkdirSync(folder, { recursive: true });
for (const name of ["blueprint", "manifest", "lock", "state", "receipt", "plan"]) {
  const bundled = await build({
    stdin: { contents: compile(name), resolveDir: root, loader: "js" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  const text = bundled.outputFiles[0]?.text;
  if (text === undefined) throw new Error("esbuild gave no output");
  writeFileSync(join(folder, `${name}.js`), text);
}
